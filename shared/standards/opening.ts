/**
 * Who proposes a standard (arts. 6, 12, 22, 26): the department of its matters, or the bureau. A county's goes to the
 * other side to be confirmed; a superior's holds without, and the other side is told.
 */
import * as z from 'zod';
import { namedDepartments } from '../boundary/departments.ts';
import { matterCode } from '../boundary/matter-code.ts';
import { start } from '../clocks/clocks.ts';
import { bureauOf, type County } from '../county.ts';
import type { FieldError } from '../errors.ts';
import type { Actor } from '../exchange/exchange.ts';
import type { Opening, OpeningFacts, Readable, Refusal } from '../exchange/kind.ts';
import { sightOf } from '../exchange/sight.ts';
import { identifier, line, listOf, optional, yesNo } from '../fields.ts';
import { filesAlong } from '../files/attachment.ts';
import { type Checked, lazily } from '../lazily.ts';
import { recordOf } from '../record-fields.ts';
import {
  capFields,
  LEVELS,
  proposedFields,
  type StandardBody,
  type StandardState,
  standardBody,
  UNANSWERED,
} from './body.ts';
import type { Standard } from './precedence.ts';

/** What proposing and revising take alike. */
export const contentFields = lazily(() => {
  const { title, text, source, validFrom, validTo, basis, besides } = proposedFields();
  const { quantity, unit, base } = capFields();
  const some = <T extends z.ZodType>(items: z.ZodArray<T>) => items.nullish().transform((value) => value ?? []);
  const point = z.strictObject({
    point: line(500).meta({ title: '检查要点' }),
    basis: optional(line(200)).meta({ title: '依据' }),
  });
  const cap = z.strictObject({
    ...{ quantity, unit },
    base: base
      .nullish()
      .transform((value) => value ?? 0)
      .meta({ title: '起算前已用数' }),
  });
  return {
    ...{ title, text: optional(text).meta({ title: '正文' }) },
    items: some(listOf(point, 200)).meta({ title: '检查要点', description: '检查要点清单填写' }),
    cap: optional(cap).meta({ title: '总量', description: '总量控制填写' }),
    basis: some(basis).meta({ title: '上位法依据', description: '本县的准入标准、总量控制、审批条件应填写' }),
    ...{ source, validFrom, validTo: optional(validTo).meta({ title: '有效期至' }) },
    besides: some(besides).meta({ title: '并行适用的标准', description: '与本标准不抵触、继续施行的下级标准' }),
    public: yesNo().default(true).meta({ title: '向社会公开' }),
    attachments: filesAlong(),
  };
});

const standardInput = lazily(() =>
  z
    .strictObject({
      reference: optional(identifier(100)).meta({ title: '编号', description: '本单位的编号；再次提交不会重复提出' }),
      type: standardBody().shape.type,
      matters: listOf(matterCode(), 20).min(1, { error: '至少一个事项' }).meta({ title: '事项' }),
      replaces: optional(recordOf(['standard'], ({ status }) => status === 'confirmed')).meta({
        title: '取代的标准',
        description: '同一层级、类别的现行标准',
      }),
      ...contentFields(),
    })
    .meta({ id: 'StandardInput' }),
);

type Input = Checked<typeof standardInput>;
export type Content = Pick<Input, keyof ReturnType<typeof contentFields>>;

export const opening: Opening<StandardBody, StandardState, Input> = {
  label: '提出标准',
  hint: '本县的标准由另一方确认后施行。上级（市、省、国家）的标准录入即为已确认，自施行日期起优先于本县的标准：请核对层级，并附上级文件。录错的，施行日期之前可以撤回。',
  roles: ['org-admin', 'section-head', 'bureau-admin'],
  organisations: ['approval-bureau', 'department', 'enforcement-agency'],
  input: standardInput,
  reads: ({ type, matters, replaces, besides }, { idOf }) => ({
    matters,
    records: [...(replaces === null ? [] : [replaces]), ...besides],
    standards: { matters, naming: { id: idOf(0), isCap: type === 'cap' } },
  }),
  across: (said) => contentErrors(said.type, said),
  refuse: (input, facts) => {
    const errors = [...matterErrors(input, facts), ...relationErrors(input, facts)];
    return errors.length > 0 ? errors : proposerRefusal(input, facts);
  },
  drafts: ({ reference: _, cap, ...said }, { log, now, county, actor, found }) => {
    const bureau = bureauOf(county).code;
    const byBureau = actor.org === bureau;
    const department = byBureau ? (departmentsOf(said.matters, found?.matters)[0] as string) : actor.org;
    const superior = said.source.level !== 'county';
    const agreed = superior ? { confirmedAt: now, confirmedBy: actor.account } : {};
    return [
      {
        to: byBureau ? department : bureau,
        state: superior ? 'confirmed' : 'proposed',
        clock: superior ? null : start(log, now, 'reply', now),
        body: { ...said, department, ...(cap !== null && { cap }), ...UNANSWERED, ...agreed },
      },
    ];
  },
  puts: (_input, { found }) => found?.standards?.puts ?? [],
};

/** The bureau speaks by its administrators alone; a department by its administrators and heads of sections. */
function speakerRefusal({ org, roles }: Pick<Actor, 'org' | 'roles'>, county: County): Refusal | null {
  if (org !== bureauOf(county).code || roles.includes('bureau-admin')) return null;
  return { code: 'not-allowed', detail: '行政审批服务局的标准由审批局管理员办理。请联系审批局管理员。' };
}

type Rows = NonNullable<OpeningFacts['found']>['matters'];

/** The departments that all of the matters have in common. */
function departmentsOf(matters: readonly string[], rows: Rows): readonly string[] {
  const each = matters.map((code) => {
    const row = rows?.get(code);
    return row ? namedDepartments(row) : [];
  });
  return (each[0] ?? []).filter((org) => each.every((orgs) => orgs.includes(org)));
}

function proposerRefusal({ matters }: Input, { actor, county, found }: OpeningFacts): Refusal | null {
  const spoken = speakerRefusal(actor, county);
  if (spoken || actor.org === bureauOf(county).code) return spoken;
  if (departmentsOf(matters, found?.matters).includes(actor.org)) return null;
  return {
    code: 'not-allowed',
    detail: '本单位不是这些事项的主管部门，不能提出其标准。请联系主管部门或行政审批服务局。',
  };
}

function matterErrors({ matters }: Input, { found, actor, county }: OpeningFacts): FieldError[] {
  const errors = matters.flatMap((code, i): FieldError[] => {
    const pointer = `/matters/${i}`;
    if (matters.indexOf(code) < i) return [{ pointer, detail: '事项重复，请删除' }];
    return found?.matters?.has(code) ? [] : [{ pointer, detail: '该事项不在现行审管互动边界清单中，请核对事项编码' }];
  });
  if (errors.length > 0) return errors;
  const common = departmentsOf(matters, found?.matters);
  if (common.length === 0) {
    return [{ pointer: '/matters', detail: '各事项须有同一主管部门，请按主管部门分别提出' }];
  }
  if (common.length > 1 && actor.org === bureauOf(county).code) {
    return [{ pointer: '/matters', detail: '事项的主管部门不止一个，请由主管部门提出' }];
  }
  return [];
}

/** What its type needs, and its days. */
export function contentErrors(type: StandardBody['type'] | undefined, content: Readable<Content>): FieldError[] {
  const { cap, items, validFrom, validTo } = content;
  const errors: FieldError[] = [];
  const wrong = (pointer: string, detail: string): void => void errors.push({ pointer, detail });
  if (type === 'cap' && cap === null) wrong('/cap', '总量控制须填写总量和计量单位');
  if (type !== undefined && type !== 'cap' && cap) wrong('/cap', '只有总量控制填写总量，请删除');
  if (type === 'checklist' && items?.length === 0) wrong('/items', '检查要点清单至少填写一项');
  if (validTo && validFrom && validTo < validFrom) wrong('/validTo', '有效期不能早于施行日期');
  return errors;
}

/** What it replaces is of its own level and type and no more matters; what it leaves beside it is of a lower level. */
export function relationErrors(
  input: Pick<Input, 'type' | 'matters' | 'source' | 'replaces' | 'besides'>,
  { found, actor }: Pick<OpeningFacts, 'found' | 'actor'>,
): FieldError[] {
  const ranks = Object.keys(LEVELS);
  const rank = ranks.indexOf(input.source.level);
  const known = (id: string): Standard | null => {
    const record = found?.records?.get(id) as Standard | undefined;
    return record?.kind === 'standard' && sightOf(record as never, actor) !== null ? record : null;
  };
  const fits = (id: string, isRank: (other: number) => boolean): boolean => {
    const other = known(id);
    return other?.body.type === input.type && isRank(ranks.indexOf(other.body.source?.level ?? 'county'));
  };
  const errors = input.besides.flatMap((id, i): FieldError[] =>
    fits(id, (other) => other < rank)
      ? []
      : [{ pointer: `/besides/${i}`, detail: '没有这项标准，或者不是同类别的下级标准，请核对编号' }],
  );
  const { replaces } = input;
  if (replaces === null) return errors;
  const covers = known(replaces)?.body.matters.every((code) => input.matters.includes(code)) ?? false;
  if (!fits(replaces, (other) => other === rank) || !covers) {
    errors.push({ pointer: '/replaces', detail: '没有这项标准，或者层级、类别、事项不同，请核对编号' });
  }
  return errors;
}
