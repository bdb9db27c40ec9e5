/** What a quarantine takes beside the record: the name of its party, as it is searched, unless another push has it. */
import type { Exchange } from '../../shared/exchange/exchange.ts';
import { load } from '../../shared/exchange/work.ts';
import type { PushBody } from '../../shared/pushes/body.ts';
import { forgetName } from '../../shared/pushes/party-names.ts';
import type { Route } from '../http/route.ts';

/** The route as it is, and for the act of quarantine with what follows it. */
export function forgetting(route: Route): Route {
  if (!route.path.endsWith('/quarantine')) return route;
  return {
    ...route,
    handle: async (call) => {
      const before = (await load(call.desk, call.params.id as string)) as Exchange<PushBody> | undefined;
      const answer = await route.handle(call);
      const name = before?.kind === 'push' ? before.body.party?.name : undefined;
      if (name !== undefined) await forgetName(call.desk, name);
      return answer;
    },
  };
}
