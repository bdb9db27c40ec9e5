/** The types of files that are taken, and how the bytes of each begin. */

/** A type of file: its ending, its media type, and whether bytes can be of it. */
export interface FileType {
  readonly ending: string;
  readonly mediaType: string;
  begins(begin: Uint8Array): boolean;
}

/** How many bytes of a file's beginning are looked at. */
export const BEGIN = 4_096;

const OFFICE = 'application/vnd.openxmlformats-officedocument';

const isZip = at(0, 'PK\x03\x04');
/** The container of Office before 2007. */
const isCompound = at(0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1');

/**
 * All types that the platform knows, by their endings. OFD (GB/T 33190), DOCX and XLSX are ZIP archives whose first
 * entry depends on the program that wrote them: of these only the archive is checked.
 */
export const FILE_TYPES: readonly FileType[] = [
  // Readers of PDF take the mark anywhere in the first 1,024 bytes.
  { ending: 'pdf', mediaType: 'application/pdf', begins: (begin) => latin(begin).slice(0, 1_024).includes('%PDF-') },
  { ending: 'ofd', mediaType: 'application/ofd', begins: isZip },
  { ending: 'docx', mediaType: `${OFFICE}.wordprocessingml.document`, begins: isZip },
  { ending: 'xlsx', mediaType: `${OFFICE}.spreadsheetml.sheet`, begins: isZip },
  { ending: 'doc', mediaType: 'application/msword', begins: isCompound },
  { ending: 'xls', mediaType: 'application/vnd.ms-excel', begins: isCompound },
  { ending: 'jpg', mediaType: 'image/jpeg', begins: at(0, '\xff\xd8\xff') },
  { ending: 'png', mediaType: 'image/png', begins: at(0, '\x89PNG\r\n\x1a\n') },
  { ending: 'mp4', mediaType: 'video/mp4', begins: at(4, 'ftyp') },
  // An archive without entries is its end alone.
  { ending: 'zip', mediaType: 'application/zip', begins: (begin) => isZip(begin) || at(0, 'PK\x05\x06')(begin) },
];

/** The type of that media type; undefined where the platform knows none. */
export function fileType(mediaType: string): FileType | undefined {
  return FILE_TYPES.find((type) => type.mediaType === mediaType);
}

/** How names of files of that type end. */
export function endingsOf({ ending }: FileType): string[] {
  return ending === 'jpg' ? ['.jpg', '.jpeg'] : [`.${ending}`];
}

function at(offset: number, mark: string): (begin: Uint8Array) => boolean {
  return (begin) => latin(begin).startsWith(mark, offset);
}

function latin(begin: Uint8Array): string {
  return Buffer.from(begin).toString('latin1');
}
