/** The deployed home: which adapters a function works with, as its environment says. */
import { DoubtingStore } from '../shared/adapters/doubting-store.ts';
import { DynamoDbClock } from '../shared/adapters/dynamodb-clock.ts';
import { DynamoDbStore, dynamoDbClient } from '../shared/adapters/dynamodb-store.ts';
import { openJsonLog } from '../shared/adapters/json-log.ts';
import { SchedulerTimers } from '../shared/adapters/scheduler-timers.ts';
import { inSourceLines } from '../shared/adapters/source-lines.ts';
import { systemClock } from '../shared/adapters/system-clock.ts';
import { systemRandom } from '../shared/adapters/system-random.ts';
import { Problem } from '../shared/errors.ts';
import type { Kinds } from '../shared/exchange/kind.ts';
import { fileSettings } from '../shared/files/settings.ts';
import { Limiter } from '../shared/limiter.ts';
import type { Issuer, Platform, Settings } from '../shared/platform.ts';
import type { Attachments, Files, Mailer, Seals, Timers } from '../shared/ports.ts';
import { sessionLimits } from '../shared/sessions/settings.ts';
import { type HttpHandler, httpHandler } from './http/handler.ts';
import type { Operations, Routes } from './http/matcher.ts';

/** Milliseconds for an answer: the API waits for 30 s, a function may take 29. */
const LONGEST = 25_000;

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the stack sets for every function. */
export const VARIABLES = [
  'TABLE',
  'TIMER_GROUP',
  'TIMER_ROLE_ARN',
  'TIMER_WINDOW',
  'WAKE_QUEUE_URL',
  'WAKE_QUEUE_ARN',
  'WAKE_DEAD_LETTER_ARN',
  'JURISDICTION',
  'ADDRESS',
  'MAIL_DOMAIN',
  'ISSUERS',
  'SEAL_KEY',
] as const;
type Variable = (typeof VARIABLES)[number];

/** What differs between functions. */
export interface OfSome {
  readonly kinds: Kinds;
  readonly mailer?: Mailer;
  readonly files?: Files;
  readonly attachments?: Attachments;
  readonly seals?: Seals;
}

/** The platform of a deployed function. What a function has no grant for, it has no port for. */
export function deployedPlatform(environment: Environment, ofSome: OfSome): Platform {
  const set = required(environment);
  const client = dynamoDbClient();
  const log = openJsonLog({ clock: systemClock, readable: false, stack: inSourceLines });
  const clock = new DynamoDbClock(client, log);
  return {
    ports: {
      store: new DoubtingStore(new DynamoDbStore({ table: set('TABLE'), client }), clock),
      timers: deployedTimers(environment),
      mailer: ofSome.mailer ?? NO_MAILER,
      files: ofSome.files ?? NO_FILES,
      attachments: ofSome.attachments ?? NO_ATTACHMENTS,
      seals: ofSome.seals ?? NO_SEALS,
      clock,
      random: systemRandom,
      log,
    },
    kinds: ofSome.kinds,
    limiter: new Limiter(),
    settings: settingsOf(environment),
  };
}

/** The timers of a deployment, from what its functions are told. */
export function deployedTimers(environment: Environment): Timers {
  const set = required(environment);
  return new SchedulerTimers({
    group: set('TIMER_GROUP'),
    roleArn: set('TIMER_ROLE_ARN'),
    queueUrl: set('WAKE_QUEUE_URL'),
    queueArn: set('WAKE_QUEUE_ARN'),
    deadLetterArn: set('WAKE_DEAD_LETTER_ARN'),
    window: windowOf(environment),
    clock: systemClock,
  });
}

/** The handler of an entry of the catalogue; `operations` for the console, whose pages ask those of the others. */
export function httpEntry(routes: Routes, ofSome: OfSome, operations?: Operations): HttpHandler {
  return inTime(httpHandler(deployedPlatform(process.env, ofSome), routes, operations), LONGEST);
}

/** Ends what is made piece by piece, and says what to do, before the function is cut off in the middle of it. */
export function inTime(handler: HttpHandler, millis: number): HttpHandler {
  return async (event) => {
    const gone = new AbortController();
    const timer = setTimeout(() => gone.abort(tooMuch()), millis);
    try {
      return await handler(event, { gone: gone.signal });
    } finally {
      clearTimeout(timer);
    }
  };
}

function tooMuch(): Problem {
  return new Problem('unavailable', '内容过多，未能在规定时间内列完。请用 org 参数按接收单位分次下载，或稍后再试。');
}

/** Minutes over which timers may spread. */
export function windowOf(environment: Environment): number {
  return Number(required(environment)('TIMER_WINDOW'));
}

function settingsOf(environment: Environment): Settings {
  const set = required(environment);
  return {
    issuers: JSON.parse(set('ISSUERS')) as Issuer[],
    jurisdiction: set('JURISDICTION'),
    address: set('ADDRESS').replace(/\/$/, ''),
    mailDomain: set('MAIL_DOMAIN'),
    files: fileSettings(environment.FILE_MB, environment.FILE_TYPES),
    sessions: sessionLimits(environment.SESSION_MINUTES, environment.SESSION_HOURS),
    ...(environment.ATTACHMENTS_ORIGIN && { filesTo: environment.ATTACHMENTS_ORIGIN }),
  };
}

function required(environment: Environment): (name: Variable) => string {
  return (name) => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`The environment lacks ${name}`);
    return value;
  };
}

const NO_MAILER: Mailer = {
  send: async () => {
    throw new Error('This function sends no mail');
  },
};

const NO_FILES: Files = {
  offer: async () => {
    throw new Error('This function keeps no files: its entry in the catalogue lacks the grant');
  },
};

const noAttachments = async (): Promise<never> => {
  throw new Error('This function has nothing to do with files: its entry in the catalogue lacks the grant');
};

const NO_ATTACHMENTS: Attachments = {
  addressFor: noAttachments,
  put: noAttachments,
  find: noAttachments,
  offer: noAttachments,
  drop: noAttachments,
  room: noAttachments,
};

const noSeals = async (): Promise<never> => {
  throw new Error('This function seals and opens nothing: its entry in the catalogue lacks the grant');
};

const NO_SEALS: Seals = { wrap: noSeals, unwrap: noSeals };
