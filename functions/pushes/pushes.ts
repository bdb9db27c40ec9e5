/** `POST /pushes`. Reading one and acting on it derive from the kind. */
import { lazily } from '../../shared/lazily.ts';
import { pushInput } from '../../shared/pushes/input.ts';
import { route } from '../http/route.ts';

const answers = () => import('./answers.ts');
/** Most first requests of a process ask for a list or a record. */
const pushing = lazily(() => import('./pushing.ts'));

export const createPush = route({
  method: 'POST',
  path: '/pushes',
  id: 'createPush',
  summary: '推送',
  tag: '推送与认领',
  body: pushInput,
  wrongBeside: async (call, json) => (await pushing()).wrongBeside(call, json),
  conflicts: ['reference-reused'],
  answers: {
    201: {
      description: '已推送',
      schema: async () => (await answers()).pushAnswer,
      headers: { location: '该推送的地址' },
    },
    200: {
      description: '此前已用同一编号推送过相同内容，返回原推送',
      schema: async () => (await answers()).pushAnswer,
    },
  },
  handle: async (call) => (await pushing()).pushOnce(call),
});
