/** The articles that mails quote (冠政办字〔2022〕12号). */

const REGULATION = '《冠县强化审管互动工作暂行办法》';

const QUOTED: Record<string, readonly [place: string, words: string]> = {
  '17(1)': [
    '第十七条第（一）项',
    '行业主管部门需在2个工作日内进行认领，超期未认领或由系统超时自动认领视为已认领并纳入监管。',
  ],
  '17(2)': [
    '第十七条第（二）项',
    '县行政审批服务局需在2个工作日内进行认领，超期未认领或由系统超时自动认领视为已认领。',
  ],
  '17': ['第十七条', '县行政审批服务局、行业主管部门通过平台严格按照规定时限推送和认领审管互动信息，并强化信息应用。'],
  '16': ['第十六条', '人员发生变动的，要及时报县行政审批服务局，确保信息认领及时。'],
  '20': ['第二十条', '高效互动审管信息。'],
  '21': ['第二十一条', '建立问题快速处理通道……及时研究问题解决办法，制定有关政策文件。'],
  '23': ['第二十三条', '建立信息认领定期通报制度。'],
  '24': ['第二十四条', '建立责任追究制度。'],
};

const CLAIM_DAYS = 2;

/** An article in its own words; for a convention of this system, that it is one. */
export function quote(article: string): string {
  const found = QUOTED[article];
  if (found) return `${REGULATION}${found[0]}：“${found[1]}”`;
  return article.startsWith('°') ? '本系统约定' : `依据：${article}`;
}

/** The article of a clock for claiming. Where a later rule set says another length, the old words would mislead. */
export function quoteClaim({ article, length }: { article: string; length: number }): string {
  return length === CLAIM_DAYS ? quote(article) : `认领期限为${length}个工作日（${article}）`;
}
