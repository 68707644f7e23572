export { forgetDrawn } from './drawn';
export { searchKeywords } from './keywords';
export { searchMarks } from './marks';
export { searchNumbers } from './numbers';
export { searchRuns } from './runs';
export { nextWords } from './words';
