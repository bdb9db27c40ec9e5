/** The options of a command line, every wrong or missing one said at once. */
import { parseArgs } from 'node:util';

export interface Option {
  /** Chinese, for the help. */
  readonly help: string;
  /** What stands for its value in the help. */
  readonly value: string;
  readonly needed?: boolean;
  readonly preset?: string;
  /** True where it is given without a value; it then reads `yes`. */
  readonly flag?: boolean;
  /** What is wrong with a value (Chinese), or null. */
  readonly check?: (value: string) => string | null;
}

export type Options = Readonly<Record<string, Option>>;

/** The command line does not fit: every reason on a line of its own. */
export class WrongOptions extends Error {
  constructor(reasons: readonly string[]) {
    super(reasons.map((reason) => `· ${reason}`).join('\n'));
    this.name = 'WrongOptions';
  }
}

/** What a command line says. */
export interface GivenOptions<T extends Options> {
  /** The values given, or preset; `undefined` for what may be left out and was. */
  readonly values: Record<keyof T, string | undefined>;
  /** The options that it names, presets apart. */
  readonly named: ReadonlySet<string>;
  /** What is wrong with each by itself. */
  readonly reasons: readonly string[];
}

/** The values given, or preset. Throws `WrongOptions` where one of them is wrong by itself. */
export function readOptions<T extends Options>(
  options: T,
  args: readonly string[],
): Record<keyof T, string | undefined> {
  const { values, reasons } = givenOptions(options, args);
  if (reasons.length > 0) throw new WrongOptions(reasons);
  return values;
}

/** The same for a command that has more to say of them together, at once with what is wrong with each. */
export function givenOptions<T extends Options>(options: T, args: readonly string[]): GivenOptions<T> {
  const known = Object.fromEntries(
    Object.entries(options).map(([name, { flag }]) => {
      return [name, { type: flag ? 'boolean' : 'string', multiple: true } as const];
    }),
  );
  const { tokens } = parseArgs({ args: [...args], options: known, strict: false, tokens: true });
  const given = new Map<string, string[]>();
  const reasons: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') reasons.push(`不认识的参数 ${token.value}`);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(options, token.name)) reasons.push(`不认识的选项 ${token.rawName}`);
    else {
      const value = token.value ?? (options[token.name]?.flag ? 'yes' : '');
      given.set(token.name, [...(given.get(token.name) ?? []), value]);
    }
  }
  const values = Object.entries(options).map(([name, option]) => {
    const all = given.get(name) ?? (option.preset === undefined ? [] : [option.preset]);
    reasons.push(...wrongIn(name, option, all));
    return [name, all[0]];
  });
  const read = Object.fromEntries(values) as Record<keyof T, string | undefined>;
  return { values: read, named: new Set(given.keys()), reasons };
}

function wrongIn(name: string, option: Option, values: readonly string[]): string[] {
  const [value] = values;
  if (value === undefined) return option.needed ? [`缺少 --${name} ${option.value}（${option.help}）`] : [];
  if (values.length > 1) return [`--${name} 只能给一次`];
  if (value === '') return [`--${name} 后面缺少内容（${option.help}）`];
  const wrong = option.check?.(value) ?? null;
  return wrong === null ? [] : [`--${name} ${value}：${wrong}`];
}

/** The options as the help shows them. */
export function helpOf(options: Options): string {
  const rows = Object.entries(options).map(([name, { value, help, needed, preset }]) => {
    const note = needed ? '必填' : preset === undefined ? '可省略' : `默认 ${preset}`;
    return `    ${`--${name} ${value}`.trimEnd().padEnd(34)} ${help}（${note}）`;
  });
  return rows.join('\n');
}
