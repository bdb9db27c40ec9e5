/**
 * Loaded before the product (`--import`): the wall clock is ahead by as many milliseconds as the file WRONG_CLOCK says.
 */
import { readFileSync } from 'node:fs';

const right = Date.now.bind(Date);

Date.now = () => {
  try {
    return right() + Number(readFileSync(process.env.WRONG_CLOCK, 'utf8'));
  } catch {
    return right();
  }
};
