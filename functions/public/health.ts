/** `GET /health`: the platform answers and its store can be read; 503 otherwise. */
import { countyKey } from '../../shared/accounts/directory.ts';
import { Problem, unavailable } from '../../shared/errors.ts';
import { formatInstant } from '../../shared/time.ts';
import { publicRoute } from '../http/route.ts';
import { VERSION } from './version.ts';

const answers = () => import('./health-answer.ts');

export const health = publicRoute({
  method: 'GET',
  path: '/health',
  id: 'readHealth',
  summary: '运行状况',
  tag: '公开信息',
  answers: { 200: { description: '正常', schema: async () => (await answers()).healthAnswer } },
  handle: async ({ platform }) => {
    const { clock, store } = platform.ports;
    try {
      await store.get(countyKey(platform.settings.jurisdiction));
    } catch (error) {
      throw error instanceof Problem ? error : unavailable(error);
    }
    return { status: 200, body: { status: 'ok', now: formatInstant(clock.now()), version: VERSION } };
  },
});
