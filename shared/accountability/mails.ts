/** What is told of accountability (art. 24), each to whoever has to act next. */
import { arrivalIn, stepIn } from '../mail/words.ts';

export const mails = {
  arrival: arrivalIn({
    while: ['proposed'],
    what: '责任追究待批准',
    todo: '请登录平台核对事实、后果和证据，批准后认定责任或移交纪检机关；不成立的予以办结。',
    article: '24',
  }),
  'accountability-attributed': stepIn({
    while: ['attributed'],
    what: '责任追究：已认定责任',
    todo: '请登录平台查看认定的责任和依据的证据。',
    article: '24',
  }),
  'accountability-referred': stepIn({
    while: ['referred'],
    what: '责任追究：移交处理',
    todo: '县政府办公室移交一起审管互动中不作为、乱作为的线索。请登录平台查看。',
    article: '24',
  }),
};
