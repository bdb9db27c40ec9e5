/**
 * The life of a county from which the fixtures of this folder are made: records of every kind, in every state worth
 * having, told to the product over HTTP alone, so that it can be told to any version of it.
 */
import type { Product } from '../home/product.ts';

/** Where the clock stands at the beginning. */
export const BEGIN = '2026-09-14T09:00:00+08:00';

/** A POST as it was sent, and what it answered. Each can be sent again: by its reference or its key. */
export interface Sent {
  as: string;
  path: string;
  key: string;
  body: Record<string, unknown>;
  status: number;
  /** The id of what it made or acted on, where the answer has one. */
  id: string | null;
}

type Fields = Record<string, unknown>;

export class Life {
  readonly sent: Sent[] = [];
  readonly #product: Product;
  #now = BEGIN;

  constructor(product: Product) {
    this.#product = product;
  }

  get now(): string {
    return this.#now;
  }

  async until(now: string): Promise<void> {
    await this.#product.clock(now);
    this.#now = now;
  }

  /** Sends a POST under a key of its own; throws where it is refused. */
  async post(as: string, path: string, body: Fields = {}): Promise<Fields & { id: string }> {
    const key = `life-${this.sent.length + 1}`;
    const reply = await this.#product.call('POST', path, { as, body, headers: { 'idempotency-key': key } });
    if (reply.status >= 300) throw new Error(`POST ${path}: ${reply.status} ${reply.text}`);
    this.sent.push({ as, path, key, body, status: reply.status, id: reply.body.id ?? null });
    return reply.body;
  }

  /** What `path` answers. */
  async get(as: string, path: string): Promise<Fields & { id: string; items: Fields[] }> {
    const reply = await this.#product.call('GET', path, { as });
    if (reply.status >= 300) throw new Error(`GET ${path}: ${reply.status} ${reply.text}`);
    return reply.body;
  }

  /** Replaces what is there, at the version that is there. */
  async put(as: string, path: string, body: Fields): Promise<void> {
    const { headers } = await this.#product.call('GET', path, { as });
    const tag = headers.get('etag');
    const reply = await this.#product.call('PUT', path, { as, body, headers: tag === null ? {} : { 'if-match': tag } });
    if (reply.status >= 300) throw new Error(`PUT ${path}: ${reply.status} ${reply.text}`);
  }

  /** An approval of the bureau's, completed a moment ago; its id. */
  async push(reference: string, more: Fields = {}, as = 'spj.officer'): Promise<string> {
    const said = {
      ...{ kind: 'approval', reference, matter: '371525-SCJG-001', party: { name: '冠县某某食品有限公司' } },
      ...{ occurredAt: this.#now, summary: '准予食品经营许可', ...more },
    };
    return (await this.post(as, '/pushes', said)).id;
  }

  /** An act on a push. */
  act(as: string, id: string, act: string, body: Fields = {}): Promise<Fields & { id: string }> {
    return this.post(as, `/pushes/${id}/${act}`, body);
  }
}

/** Everything, in order of time; 2026-09-14 to 2026-11-05. */
export async function live(life: Life): Promise<void> {
  await settle(life);
  await pushes(life);
  await quarterOfManyPushes(life);
  await life.until('2026-09-21T09:00:00+08:00');
  await followUps(life);
  await registered(life);
  await life.until('2026-10-08T10:00:00+08:00');
  await reviewed(life);
  await calendar(life);
  await life.until('2026-10-16T10:00:00+08:00');
  await spared(life);
  await issued(life);
  await life.until('2026-10-28T10:00:00+08:00');
  await judged(life);
  await accountability(life);
  await life.until('2026-11-05T10:00:00+08:00');
  await pending(life);
}

/** Accounts, an organisation whose mail nobody receives, another version of the boundary list. */
async function settle(life: Life): Promise<void> {
  const nobody = { issuer: null, subject: null };
  await life.put('spj.admin', '/organisations/SCJG/accounts/scjg.food', {
    ...{ name: '食品科经办人', roles: ['officer'], sections: ['SPXK'], ...nobody },
  });
  await life.put('spj.admin', '/organisations/SCJG/accounts/scjg.system', {
    ...{ name: '市场监管业务系统', roles: ['system'], sections: 'all', ...nobody },
    scopes: ['pushes:read', 'pushes:claim', 'register:write'],
  });
  await life.put('spj.admin', '/organisations/WSX', {
    ...{ name: '冠县万善乡人民政府', type: 'township', mail: null, sections: [], defaultSection: null },
  });
  await life.post('spj.admin', '/boundary-list/versions', {
    validFrom: '2026-10-20',
    items: [
      row('371525-SCJG-001', '食品经营许可', 'SCJG'),
      row('371525-SCJG-010', '小食杂店备案', 'SCJG'),
      row('371525-ZRZY-002', '建设工程、临时建设工程规划许可', 'ZRZY', 'ZHZF'),
    ],
  });
}

function row(code: string, name: string, department: string, enforcementAgency: string | null = null): Fields {
  return {
    ...{ code, name, powerType: '行政许可', stages: ['supervision'], approvalDuty: '审批', supervisionDuty: '监管' },
    ...{ pushMethod: '审管互动平台即时推送', addressing: 'listed', approvingSection: 'SCZR', department },
    ...{ section: null, enforcementAgency, candidates: [], dutyListEntry: '职责边界清单', dutyListVersion: '2026年版' },
    guidance: null,
  };
}

/** A push in each of its states. */
async function pushes(life: Life): Promise<void> {
  await life.push('GX-2026-000001', WHOLE, 'construction');
  const assigned = await life.push('GX-2026-000002', { licence: { number: 'JY13715250000002' } });
  await life.act('scjg.head', assigned, 'assign', { section: 'SPXK', handler: '张某' });
  await life.act('scjg.officer', assigned, 'claim', { note: '已安排检查' });
  const withCopy = await life.push('GX-2026-000003', { matter: '371525-ZJJ-001', licence: { number: 'SG-0003' } });
  await life.act('zjj.officer', withCopy, 'claim');
  const risk = { kind: 'risk', riskPoints: [{ description: '后厨排烟不畅', severity: 'high' }] };
  await life.act('scjg.officer', await life.push('GX-2026-000004', risk), 'claim');
  const named = { matter: '371525-SPJ-002', to: { org: 'ZJJ', section: 'ZLAQ' } };
  await life.push('GX-2026-000005', named, 'construction');
  const withdrawn = await life.push('GX-2026-000006');
  await life.act('spj.officer', withdrawn, 'withdraw', { reason: '重复办理' });
  await life.push('GX-2026-000007', { licence: { number: 'JY13715250000007' } });
  await life.push('GX-2026-000008', { licence: { number: 'JY13715250000008' }, corrects: 'GX-2026-000007' });
  const secret = await life.push('GX-2026-000009', { ...WHOLE, licence: { number: 'JY13715250000009' } });
  await life.act('scjg.officer', secret, 'claim');
  await life.act('spj.officer', secret, 'quarantine', { reason: '误传他人信息' });
  await life.push('GX-2026-000010', { decision: 'refused', licence: { documentNumber: '冠审不予〔2026〕1号' } });
  const twice = { licence: { documentNumber: '冠审批许字〔2026〕11号', number: 'JY13715250000011' } };
  await life.push('GX-2026-000011', twice);
  await life.push('GX-2026-000012', twice, 'construction');
  await life.push('GX-2026-000013', { occurredAt: '2026-09-11T16:00:00+08:00' });
  await life.post('zfb.officer', '/pushes', {
    ...{ kind: 'document', reference: '冠政办发〔2026〕9号', to: { org: 'SPJ' }, occurredAt: life.now },
    ...{ summary: '转发上级新规定', copyTo: [{ org: 'SCJG', section: 'SPSC' }, { org: 'WJJ' }] },
  });
}

const WHOLE = {
  party: { type: 'organisation', name: '冠县某某食品有限公司', creditCode: '91371525MA3C00001R' },
  licence: {
    ...{ documentNumber: '冠审批许字〔2026〕1号', name: '食品经营许可证', number: 'JY13715250000001' },
    ...{ decidedOn: '2026-09-14', validFrom: '2026-09-14', validTo: '2031-09-13' },
  },
  site: { township: '清泉街道', address: '建设路1号' },
  contact: { name: '李某', phone: '0635-0000000' },
  ...{ commitment: true, conditions: '不得加工冷食' },
  riskPoints: [
    { description: '后厨面积偏小', severity: 'medium' },
    { description: '从业人员健康证将到期', severity: 'low' },
  ],
  attachments: [{ name: '许可决定书.pdf', sha256: 'ab'.repeat(32), size: 182_733, mediaType: 'application/pdf' }],
};

/** Three departments of which the circular will say that they are serious: ten claims, five or more of them deemed. */
async function quarterOfManyPushes(life: Life): Promise<void> {
  for (let n = 1; n <= 10; n++) {
    const id = await life.push(`Q3-SCJG-${n}`, { licence: { number: `JY-Q3-${n}` } }, 'construction');
    if (n <= 4) await life.act('scjg.officer', id, 'claim');
    for (const [org, matter] of [
      ['WJJ', '371525-WJJ-003'],
      ['JTJ', '371525-JTJ-001'],
    ] as const) {
      const more = { matter, licence: { number: `${org}-Q3-${n}` }, summary: '准予许可' };
      await life.push(`Q3-${org}-${n}`, more, 'construction');
    }
  }
}

/** Returns, problems, a supervision result with its task. By now what was not claimed is deemed so. */
async function followUps(life: Life): Promise<void> {
  const { items } = await life.get('scjg.officer', '/pushes?box=in&status=deemed-claimed&limit=200');
  const deemed = items.map(({ id }) => id as string).sort();
  await life.act('scjg.officer', deemed[0] as string, 'responsible', { name: '王五', note: '交食品科' });

  const once = await life.push('GX-2026-000021');
  await life.act('scjg.officer', once, 'return', { reason: '属卫健局职责', suggestedOrg: 'WJJ' });
  const second = await life.act('spj.officer', once, 'readdress', { org: 'WJJ', section: 'YZK' });
  await life.act('wjj.officer', second.id, 'return', { reason: '不属本局', suggestedOrg: 'SCJG' });
  const stuck = await life.get('spj.officer', `/pushes/${second.id}`);
  await life.post('spj.officer', `/problems/${stuck.problem}/reply`, { text: '请双方提供依据' });

  const disputed = await life.push('GX-2026-000022');
  await life.act('scjg.officer', disputed, 'claim');
  const { problem } = await life.act('scjg.officer', disputed, 'dispute', { reason: '不属本局', suggestedOrg: 'WJJ' });
  await life.post('scjg.officer', `/problems/${problem}/reply`, { text: '见清单第 9 项' });
  await life.post('spj.officer', `/problems/${problem}/transfer`, { org: 'WJJ', section: null, reason: '按职责边界' });

  const kept = await life.push('GX-2026-000023');
  await life.act('scjg.officer', kept, 'claim');
  const settled = await life.act('scjg.officer', kept, 'dispute', { reason: '不属本局', suggestedOrg: 'SPJ' });
  const resolution = { outcome: 'resolution', resolution: '维持现有分工' };
  await life.post('zfb.office', `/problems/${settled.problem}/resolve`, resolution);

  await life.act('scjg.officer', await life.push('GX-2026-000024'), 'return', { reason: '材料不全' });

  const found = { kind: 'supervision', licence: { number: 'JY13715250000002' }, summary: '责令停产停业' };
  await life.act('spj.officer', await life.push('JG-2026-0001', found, 'scjg.officer'), 'claim');
  const { items: tasks } = await life.get('spj.officer', '/tasks?status=open');
  const decision = { outcome: 'revoke', documentNumber: '冠审撤〔2026〕1号', note: '情节严重，撤销许可' };
  await life.post('spj.officer', `/tasks/${tasks[0]?.id}/decide`, decision);
  await life.push('JG-2026-0002', { ...found, summary: '责令改正' }, 'scjg.officer');
}

/** Feedback on entries of the register, one of them quarantined. */
async function registered(life: Life): Promise<void> {
  const { items } = await life.get('scjg.officer', '/register?limit=200');
  const entries = items.map(({ id }) => id as string).sort();
  const given = { result: 'compliant', day: '2026-09-21', detail: '现场检查合格' };
  await life.post('scjg.officer', `/register/${entries[0]}/feedback`, given);
  await life.post('scjg.officer', `/register/${entries[1]}/feedback`, { ...given, result: 'rectification-ordered' });
  const wrong = await life.post('scjg.officer', `/register/${entries[1]}/feedback`, { ...given, detail: '误写' });
  await life.post('scjg.officer', `/feedback/${wrong.id}/quarantine`, { reason: '误写' });
}

/** The draft of the third quarter is out: objections, accepted and rejected. */
async function reviewed(life: Life): Promise<void> {
  const { items } = await life.get('scjg.officer', '/pushes?box=in&status=deemed-claimed&limit=200');
  const deemed = items.filter(({ reference }) => String(reference).startsWith('Q3-')).map(({ id }) => id as string);
  for (const [n, push] of deemed.sort().slice(0, 2).entries()) {
    const made = await life.post('scjg.officer', '/reports/quarters/2026Q3/corrections', { push, reason: `停电 ${n}` });
    const decision = n === 0 ? 'accept' : 'reject';
    await life.post('spj.admin', `/corrections/${made.id}/${decision}`, { reason: `核实 ${n}` });
  }
}

/** Whole days that do not count, a rule set, and a notice of the State Council. */
async function calendar(life: Life): Promise<void> {
  await life.push('GX-2026-000031', { licence: { number: 'JY13715250000031' } });
  await life.post('spj.admin', '/calendar/extensions', {
    ...{ from: '2026-10-09', to: '2026-10-09', documentNumber: '冠政办〔2026〕31号', reason: '平台停运' },
  });
  await life.post('spj.admin', '/rule-sets', {
    ...{ source: '冠政办〔2026〕32号', from: '2026-11-02', superior: false },
    clocks: { 'claim-approval': { article: '17(1)', length: 3 } },
  });
  const law = `2027-01-01 2027-02-05 2027-02-06 2027-02-07 2027-02-08 2027-04-05 2027-05-01 2027-05-02 2027-06-09
    2027-09-15 2027-10-01 2027-10-02 2027-10-03`.split(/\s+/);
  await life.put('spj.admin', '/calendar/2027', {
    source: '国务院办公厅关于2027年部分节假日安排的通知（样例）',
    days: law.map((date) => ({ date, working: false, name: '放假' })),
  });
}

/** A notice that comes too late for a claim that has been deemed by then: the platform opens a correction. */
async function spared(life: Life): Promise<void> {
  const { days, source } = (await life.get('spj.admin', '/calendar/2026')) as unknown as {
    days: { date: string; working: boolean; reason: string }[];
    source: string;
  };
  await life.put('spj.admin', '/calendar/2026', {
    source: source ?? '国务院办公厅关于2026年部分节假日安排的通知（样例）',
    days: days.map(({ date, working, reason }) => ({ date, working: date !== '2026-10-12' && working, name: reason })),
  });
}

async function issued(life: Life): Promise<void> {
  const said = { documentNumber: '冠政办字〔2026〕30号', signedBy: '王某' };
  await life.post('spj.admin', '/reports/quarters/2026Q3/issue', said);
  const { items } = await life.get('spj.admin', '/reports/quarters/2026Q3/cautions');
  const letters = items.map(({ caution }) => caution as { org: string; id: string });
  const of = (org: string) => `/cautions/${letters.find((letter) => letter.org === org)?.id}`;
  const letter = { documentNumber: '冠审批函〔2026〕7号', signedBy: '王某', rectifyDays: 3 };
  await life.post('spj.admin', `${of('SCJG')}/send`, letter);
  await life.post('spj.admin', `${of('WJJ')}/drop`, { reason: '超期均因平台停机' });
  const longer = { documentNumber: '冠审批函〔2026〕8号', signedBy: '王某', rectifyDays: 30 };
  await life.post('spj.admin', `${of('JTJ')}/send`, longer);
}

async function judged(life: Life): Promise<void> {
  const { items } = await life.get('scjg.officer', '/cautions?box=in');
  const caution = `/cautions/${items[0]?.id}`;
  await life.post('scjg.officer', `${caution}/report`, { text: '已明确专人每日认领' });
  await life.post('zfb.office', `${caution}/judge`, { outcome: 'not-rectified', reason: '十月仍有三件超期' });
  const { items: talks } = await life.get('zfb.office', '/talks?box=out');
  await life.post('zfb.office', `/talks/${talks[0]?.id}/schedule`, {
    date: '2026-11-06',
    participants: ['李某', '赵某'],
  });
}

/** Both limbs of article 24. */
async function accountability(life: Life): Promise<void> {
  const { items } = await life.get('spj.officer', '/pushes?box=out&status=claimed');
  const record = items.map(({ id }) => id as string).sort()[0] as string;
  const history = await life.get('spj.officer', `/pushes/${record}/history`);
  const evidence = [{ record, hash: history.items.at(-1)?.hash }];
  const said = { conduct: '上级新标准收到后两周才转送', harm: '三家企业按旧标准整改', evidence };
  const misconduct = await life.post('spj.admin', '/accountability', { limb: 'misconduct', org: 'WJJ', ...said });
  await life.post('zfb.office', `/accountability/${misconduct.id}/approve`, { approver: '李某' });
  await life.post('zfb.office', `/accountability/${misconduct.id}/refer`, { reason: '造成不良后果' });
  const late = await life.post('spj.admin', '/accountability', { limb: 'late-forwarding', org: 'SCJG', ...said });
  await life.post('zfb.office', `/accountability/${late.id}/approve`, { approver: '李某' });
  await life.post('zfb.office', `/accountability/${late.id}/attribute`, { org: 'SCJG', responsibility: '转送不及时' });
}

/** What still waits when the folder is closed: claims that run, one under the new rule; a return to be readdressed. */
async function pending(life: Life): Promise<void> {
  await life.push('GX-2026-000041', { ...WHOLE, licence: { number: 'JY13715250000041' } }, 'construction');
  await life.push('GX-2026-000042', { matter: '371525-ZRZY-002', licence: { number: 'GH-0042' } });
  await life.push('GX-2026-000043', { matter: '371525-SCJG-010', licence: { number: 'BA-0043' } });
  await life.push('JG-2026-0003', { kind: 'supervision', summary: '责令改正' }, 'scjg.officer');
  await life.act('scjg.officer', await life.push('GX-2026-000044'), 'return', { reason: '不属本局' });
}
