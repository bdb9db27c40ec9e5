/** What is refused of a push by its state, in words: what each code means, and what to do. */

declare module '../errors.ts' {
  interface Conflicts {
    'already-claimed': true;
    'claim-deadline-passed': true;
    'not-pending': true;
    'not-claimed': true;
    'not-deemed': true;
    'not-returned': true;
    'already-readdressed': true;
    'already-disputed': true;
    'certificate-issued': true;
  }
}

export const codes = {
  'already-claimed': {
    meaning: '推送已被认领',
    detail:
      '该推送已被认领，不能再认领、退回或撤回。请查看认领人和认领时间；不属于接收单位职责的，由接收单位提出认领异议；内容有误的，由发出单位以新的编号推送更正。',
  },
  'claim-deadline-passed': {
    meaning: '认领期限已过，已视为认领',
    detail: '认领期限已过，系统已按规定视为认领。请由接收单位在该推送上确认责任人；不属于其职责的，可提出认领异议。',
  },
  'not-pending': {
    meaning: '推送不是待认领状态',
    detail: '该推送当前不是待认领状态，不能进行此操作。请刷新后查看最新状态。',
  },
  'not-claimed': {
    meaning: '推送尚未认领',
    detail: '只有已认领或视为认领的推送才能提出异议；尚未认领的请使用退回。',
  },
  'not-deemed': { meaning: '推送不是视为认领的', detail: '只有超期视为认领的推送才需要确认责任人。' },
  'not-returned': { meaning: '推送没有被退回', detail: '只有被退回的推送才能改派。请刷新后查看最新状态。' },
  'already-readdressed': { meaning: '推送已经改派', detail: '该推送已经改派。请查看改派后的新推送。' },
  'already-disputed': {
    meaning: '推送已经提出过异议',
    detail: '该推送已经提出过异议。请在对应的问题中继续沟通。',
  },
  'certificate-issued': {
    meaning: '证照已经配发',
    detail: '本单位已按该推送配发证照，不能再退回。请认领；确不属于本单位职责的，认领后提出异议。',
  },
} as const;
