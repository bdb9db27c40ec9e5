/**
 * The fields of a form, from the schema of what an act or an opening takes in. What is asked in one schema is asked in
 * one order under the same titles in every form; a shape that no control exists for is an error, which a test meets
 * first.
 */
import * as z from 'zod';
import type { OrganisationType } from '../../shared/county.ts';
import { descriptionOf, layersOf, type Meaning, meaningOf, titleOf } from '../../shared/meaning.ts';
import { coreOf, formatOf, type Schema, shapeOf } from './answer-parts.ts';

/** What stands for a field in a form. */
export type Shape =
  | 'line'
  | 'text'
  /** A number that is compared, such as a document number; a code of the county's or the state's. */
  | 'number'
  | 'code'
  /** A matter of the boundary list, or several. */
  | 'matter'
  | 'matters'
  | 'whole'
  | 'date'
  | 'time'
  | 'yes-no'
  /** Yes, no, or nothing said, where that is not the same as no. */
  | 'whether'
  | 'choice'
  | 'organisation'
  | 'section'
  | 'person'
  | 'record'
  /** Several records. */
  | 'records'
  /** Several lines, each a value. */
  | 'lines'
  /** Some of a fixed set of values, of the organisations, or of the sections of one. */
  | 'choices'
  | 'organisations'
  | 'sections'
  /** An organisation with, where wanted, one of its sections: one control for both. */
  | 'target'
  | 'targets'
  /** Fields that belong together; the same several times. */
  | 'group'
  | 'rows'
  /** The same by a name of each: the first of its fields says the name. */
  | 'entries'
  /** Files that were uploaded. */
  | 'file'
  | 'files';

export interface Field {
  /** Its place in the input: `party/name`; that of a row is `to/*`. Its control has the same name. */
  readonly name: string;
  readonly title: string;
  readonly hint: string | null;
  readonly required: boolean;
  readonly shape: Shape;
  /** Of a choice: what people read for each value. */
  readonly words?: Readonly<Record<string, string>>;
  /** Of a person: somebody to whom work can be given. */
  readonly handles?: true;
  /** Of organisations: one's own cannot be named. */
  readonly other?: true;
  /** Of organisations: those that can be named are of these types. */
  readonly types?: readonly OrganisationType[];
  /** Of a record: the kinds that it may be of. */
  readonly kinds?: readonly string[];
  /** Of those the ones that can be named. */
  readonly offers?: Meaning['offers'];
  /** What a group consists of, or each row. */
  readonly fields?: readonly Field[];
  /** Of rows: those that there are, each with what stands in the first of its fields; none is added. */
  readonly fixed?: readonly { readonly key: string; readonly title: string }[];
  /** Sent along unseen where something fills it in. */
  readonly carried?: true;
  /** True of a list that may be left out and may not be empty. */
  readonly absent?: true;
  /** Of yes or no: what holds where nothing is said. */
  readonly preset?: true;
  /** Of a list in place of which a word may stand: the word that means all, and what people read for it. */
  readonly all?: readonly [value: string, words: string];
}

type Object$ = Readonly<Record<string, Schema>>;

/**
 * The fields of an object's schema. Throws where one has a shape that no control exists for. A `reference` that may be
 * left out is for machines: a form's own key tells it when it is sent again.
 */
export function fieldsOf(schema: Schema): readonly Field[] {
  const shape = shapeOf(schema);
  if (!shape) throw new Error('a form asks for an object');
  return fieldsIn(shape, '').filter(({ name, required }) => required || name !== 'reference');
}

function fieldsIn(shape: Object$, at: string): Field[] {
  const names = Object.keys(shape);
  const isTarget = isTargetShape(shape);
  return names.flatMap((name): Field[] => {
    if (meaningOf(shape[name] as Schema).readOnly) return [];
    // Its organisation's control asks for the section, too.
    if (isTarget && name === 'section') return [];
    const field = fieldOf(shape[name] as Schema, at === '' ? name : `${at}/${name}`);
    return [isTarget && name === 'org' ? { ...field, shape: 'target' } : field];
  });
}

function fieldOf(schema: Schema, name: string): Field {
  const common = {
    name,
    title: titleOf(schema) ?? name,
    hint: descriptionOf(schema) ?? null,
    required: isRequired(schema),
  };
  const { is, words, kinds, offers, handles } = meaningOf(schema);
  if (words) return { ...common, shape: 'choice', words };
  // People choose a file; nobody types the number that it is given.
  if (is === 'file') return { ...common, title: '文件', hint: null, shape: 'file' };
  if (is === 'matter') return { ...common, shape: 'matter', hint: common.hint ?? MATTER_HINT };
  if (is && is in MEANT)
    return {
      ...common,
      shape: MEANT[is] as Shape,
      ...namedBy(schema),
      ...(kinds && { kinds }),
      ...(offers && { offers }),
      ...(handles && { handles }),
    };
  const core = coreOf(schema);
  switch (core._zod.def.type) {
    case 'string':
      return { ...common, shape: stringShape(schema) };
    case 'number':
      return { ...common, shape: 'whole' };
    case 'boolean':
      return { ...common, ...whetherOf(schema) };
    case 'object':
      return groupOf(common, (core._zod.def as z.core.$ZodObjectDef).shape);
    case 'array':
      return {
        ...listOf({ ...common, required: asksForOne(core) }, (core._zod.def as z.core.$ZodArrayDef).element),
        ...(!common.required && asksForOne(core) && { required: false, absent: true }),
      };
    case 'union':
      return unionOf((core._zod.def as z.core.$ZodUnionDef).options, common);
    case 'record':
      return entriesOf(common, core._zod.def as z.core.$ZodRecordDef);
    default:
      throw new Error(`${name}: no control for ${core._zod.def.type}`);
  }
}

const MATTER_HINT = '填写事项编码，或名称中的几个字';

const MEANT: Readonly<Partial<Record<NonNullable<ReturnType<typeof meaningOf>['is']>, Shape>>> = {
  organisation: 'organisation',
  section: 'section',
  person: 'person',
  text: 'text',
  number: 'number',
  code: 'code',
  record: 'record',
};

function stringShape(schema: Schema): Shape {
  const format = formatOf(schema);
  if (format === 'date') return 'date';
  return format === 'date-time' ? 'time' : 'line';
}

/** A tick where leaving it out means no; else yes and no can both be said, and what holds where neither is. */
function whetherOf(schema: Schema): Pick<Field, 'shape' | 'preset'> {
  const { success, data } = z.safeParse(schema, undefined);
  if (success && data === false) return { shape: 'yes-no' };
  return { shape: 'whether', ...(success && data === true && { preset: true }) };
}

/** A code or a list of them, or a word for some of them (`mine`, `all`): the control is the code's or the list's. */
function unionOf(options: readonly Schema[], common: Common): Field {
  const field = { ...fieldOf(options.at(-1) as Schema, common.name), ...common };
  const [all] = Object.entries(meaningOf(options[0] as Schema).words ?? {});
  // Which codes and words there are the control shows by itself.
  const hint = field.shape === 'matters' ? MATTER_HINT : null;
  return all && LISTS.includes(field.shape) ? { ...field, hint, all } : field;
}

const LISTS: readonly Shape[] = ['lines', 'sections', 'organisations', 'matters'];

/** Values by their names: a row each, of the name and of what the value consists of. */
function entriesOf(common: Common, { keyType, valueType }: z.core.$ZodRecordDef): Field {
  const name = { ...fieldOf(keyType, `${common.name}/*/key`), required: true };
  const core = coreOf(valueType);
  const inside =
    core._zod.def.type === 'object'
      ? fieldsIn(core._zod.def.shape, `${common.name}/*`)
      : [fieldOf(valueType, `${common.name}/*/value`)];
  return { ...common, shape: 'entries', fields: [name, ...inside] };
}

type Common = Pick<Field, 'name' | 'title' | 'hint' | 'required'>;

/** An object of organisation and section alone is one control. */
function groupOf(common: Common, shape: Object$): Field {
  if (isTargetShape(shape) && Object.keys(shape).length === 2)
    return { ...common, shape: 'target', ...(shape.org && namedBy(shape.org)) };
  return { ...common, shape: 'group', fields: fieldsIn(shape, common.name) };
}

/** Which organisations can be named. */
function namedBy(org: Schema): Pick<Field, 'other' | 'types'> {
  const { other, only } = meaningOf(org);
  return { ...(other && { other }), ...(only && { types: only.types }) };
}

function listOf(list: Common, element: Schema): Field {
  const one = fieldOf(element, `${list.name}/*`);
  const { other, types } = one;
  const whose = { ...(other && { other }), ...(types && { types }) };
  switch (one.shape) {
    case 'choice':
      return { ...list, shape: 'choices', words: one.words ?? {} };
    case 'organisation':
      return { ...list, shape: 'organisations', ...whose };
    case 'section':
      return { ...list, shape: 'sections' };
    case 'record':
      return {
        ...list,
        hint: null,
        shape: 'records',
        ...(one.kinds && { kinds: one.kinds }),
        ...(one.offers && { offers: one.offers }),
      };
    case 'matter':
      return { ...list, shape: 'matters', hint: list.hint ?? MATTER_HINT };
    case 'target':
      return { ...list, shape: 'targets', ...whose };
    case 'group':
      return isFile(one) ? { ...list, shape: 'files' } : { ...list, shape: 'rows', fields: one.fields ?? [] };
    case 'rows':
    case 'entries':
    case 'files':
    case 'choices':
    case 'lines':
    case 'matters':
    case 'records':
      throw new Error(`${list.name}: no control for a list of lists`);
    default:
      return { ...list, shape: 'lines', hint: list.hint === null ? '每行一个' : `每行一个；${list.hint}` };
  }
}

/** True where an empty list will not do. */
function asksForOne(list: z.core.$ZodTypes): boolean {
  return (list._zod.def.checks ?? []).some(({ _zod: { def } }) => {
    const { check, minimum } = def as { check: string; minimum?: number };
    return check === 'min_length' && (minimum ?? 0) > 0;
  });
}

/** A file and what it is called. */
function isFile({ fields = [] }: Field): boolean {
  return fields.some(({ shape }) => shape === 'file') && fields.some(({ name }) => name.endsWith('/name'));
}

function isTargetShape({ org, section }: Object$): boolean {
  return org !== undefined && section !== undefined && isOf(org, 'organisation') && isOf(section, 'section');
}

function isOf(schema: Schema, is: string): boolean {
  return meaningOf(schema).is === is;
}

function isRequired(schema: Schema): boolean {
  const may = ['optional', 'nullable', 'default', 'prefault', 'catch'];
  return !layersOf(schema).some((layer) => may.includes((layer as z.core.$ZodTypes)._zod.def.type));
}
