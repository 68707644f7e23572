export { enterKeywords } from './enter';
export { forgetText } from './forget';
export { searchKeywords } from './keywords';
export { searchMarks } from './marks';
export { searchNumbers } from './numbers';
export { searchRuns } from './runs';
export { nextWords } from './words';
