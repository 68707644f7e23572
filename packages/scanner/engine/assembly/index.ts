export { forgetDrawn } from './drawn';
export { searchJoints } from './joints';
export { searchKeywords } from './keywords';
export { searchNumbers } from './numbers';
export { searchRuns } from './runs';
export { nextWords } from './words';
