/** What is told of a standard: that it waits for a word, and what was said of it. */
import type { MailWriter } from '../exchange/mails.ts';
import { arrivalIn, stepIn } from '../mail/words.ts';
import type { StandardBody, StandardState } from './body.ts';

const ARTICLE = '26';

/** By the state that it is in when the mail goes out. */
const MOVED: Readonly<Record<StandardState, { what: string; todo: string }>> = {
  proposed: { what: '标准待确认', todo: '请登录平台查看修改后的标准，予以确认，或说明不同意的理由。' },
  objected: {
    what: '标准有不同意见',
    todo: '请登录平台查看理由。提出单位可以修改后重新提出或撤回；不能一致的，由县政府办公室裁定。',
  },
  confirmed: { what: '标准已确认', todo: '请登录平台查看施行日期和有关意见，并据以办理。' },
  repealing: { what: '标准拟废止，待确认', todo: '请登录平台查看废止日期和理由，予以确认，或说明不同意的理由。' },
  withdrawn: { what: '标准不再提出', todo: '该标准已撤回或裁定不予施行。请登录平台查看理由。' },
};

const moved: MailWriter<StandardBody, StandardState> = (about, type) => {
  const { state } = about.exchange;
  return stepIn({ while: [state], ...MOVED[state], article: ARTICLE })(about as never, type);
};

export const mails = {
  arrival: arrivalIn({
    while: ['proposed', 'confirmed'],
    what: '新的标准',
    todo: '请登录平台查看：待确认的，请确认或说明不同意的理由；上级的标准，请据以办理。',
    article: ARTICLE,
  }),
  'standard-moved': moved,
  'standard-followed': stepIn({
    while: ['proposed', 'objected', 'confirmed', 'repealing'],
    what: '标准随事项移交本单位',
    todo: '边界清单已将有关事项的监管单位改为贵单位，其标准的确认、修改和废止由贵单位办理。请登录平台查看。',
    article: '9',
  }),
};
