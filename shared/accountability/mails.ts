/** What is told of accountability (art. 24), each to whoever has to act next. */
import { arrivalIn, stepIn } from '../mail/words.ts';

export const mails = {
  arrival: arrivalIn({
    while: ['proposed'],
    what: '责任追究待批准',
    todo: '请登录平台核对事实、后果和证据，批准后认定责任或移交纪检机关；不成立的予以办结。',
    article: '24',
  }),
  'accountability-hearing': stepIn({
    while: ['approved'],
    what: '责任追究：请陈述和申辩',
    todo: '请登录平台查看所认定的行为、后果和证据，在期限内陈述和申辩；逾期未陈述的，可以直接认定责任。',
    article: '24',
  }),
  'accountability-heard': stepIn({
    while: ['approved'],
    what: '责任追究：陈述已提交或陈述期已满',
    todo: '请登录平台核对责任单位的陈述，认定责任，或者予以办结。',
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
