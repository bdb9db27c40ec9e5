/** The console: its pages, and the API's routes that they ask in this process. */
import { KINDS } from '../../shared/kinds.ts';
import { PAGES, ROUTES } from '../catalog.ts';
import { httpEntry } from '../lambda.ts';
import { deployedAttachments } from './attachments.ts';
import { deployedFiles } from './large-answers.ts';

export const handler = httpEntry([...PAGES, ...ROUTES], {
  kinds: KINDS,
  files: deployedFiles(process.env),
  attachments: deployedAttachments(process.env),
});
