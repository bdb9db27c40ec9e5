/** What is told on arrival, kind by kind. A kind without words of its own gets plain ones. */
import type { Exchange } from '../exchange/exchange.ts';
import type { PushBody } from '../pushes/body.ts';
import { quote } from './articles.ts';
import { type Letter, nameOf, recordPath, type Subject } from './letter.ts';
import { pushArrival } from './push-arrival.ts';

/** The letter of an arrival; null where there is nothing to tell any more. */
export function arrivalLetter(subject: Subject): Letter | null {
  const { exchange } = subject;
  if (exchange.quarantined) return null;
  if (exchange.kind === 'push') return pushArrival({ ...subject, exchange: exchange as Exchange<PushBody> });
  const words = ARRIVALS[exchange.kind];
  if (words && exchange.state !== words.while) return null;
  return words ? told(subject, words) : told(subject, plain(subject));
}

interface Words {
  /** The state in which there is something to tell. */
  while: string;
  what: string;
  todo: string;
  article: string;
}

const ARRIVALS: Readonly<Record<string, Words>> = {
  problem: {
    while: 'open',
    what: '新问题待处理',
    todo: '请登录平台查看情况，与有关单位沟通后形成处理意见，或移交其他单位。',
    article: '21',
  },
  task: {
    while: 'open',
    what: '新的审批处理任务待办理',
    todo: '监管处理信息可能影响行政许可，请登录平台对该许可作出处理（维持、变更、撤回、撤销或注销），结果将自动反馈报送单位。',
    article: '17(2)',
  },
  correction: {
    while: 'open',
    what: '新的更正申请待决定',
    todo: '请登录平台核对有关推送的办理记录，决定是否采纳并说明理由。',
    article: '23',
  },
  talk: {
    while: 'to-schedule',
    what: '整改不力，将进行约谈',
    todo: '经县政府办公室认定整改不力，将进行约谈，时间另行通知。请登录平台查看认定的理由。',
    article: '23',
  },
  accountability: {
    while: 'proposed',
    what: '责任追究待批准',
    todo: '请登录平台核对事实、后果和证据，批准后认定责任或移交纪检机关；不成立的予以办结。',
    article: '24',
  },
  feedback: {
    while: 'recorded',
    what: '新的监管反馈供知悉',
    todo: '请登录平台查看监管反馈的内容，不需要办理。',
    article: '17',
  },
};

function plain({ exchange, label }: Subject): Words {
  return { while: exchange.state, what: `新的${label}`, todo: '请登录平台查看并办理。', article: '17' };
}

function told({ exchange, path, matterName, facts }: Subject, words: Words): Letter {
  const from = nameOf(facts, exchange.from);
  return {
    subject: matterName === null ? words.what : `${words.what}：${matterName}`,
    opening: `${words.what}。${words.todo}`,
    details: [...(matterName === null ? [] : [['事项', matterName] as const]), ['来自', from]],
    groups: [],
    link: { label: '查看并办理', path: recordPath(path, exchange.id) },
    basis: quote(words.article),
    remarks: [],
  };
}
