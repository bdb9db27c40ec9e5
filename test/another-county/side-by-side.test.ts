/** Two counties on SQLite. */
import { sideBySide } from './side-by-side.contract.ts';

sideBySide();
