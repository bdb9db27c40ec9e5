/** The circular's files. What draws them is heavy to load and is loaded when a file is wanted, never before. */

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export function renderers() {
  return import('./files/index.ts');
}
