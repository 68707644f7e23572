import { forgetDrawn } from './drawn';
import { forgetWord } from './word';

/** What was judged of the text before says nothing of the next one. */
export function forgetText(): void {
  forgetDrawn();
  forgetWord();
}
