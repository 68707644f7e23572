export { forgetDrawn } from './drawn';
export { enterKeywords } from './enter';
export { searchKeywords } from './keywords';
export { searchMarks } from './marks';
export { searchNumbers } from './numbers';
export { searchRuns } from './runs';
export { nextWords } from './words';
