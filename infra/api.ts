/**
 * The HTTP API: it knows whose a path is by its first segment. What is there, 404, 405, HEAD and OPTIONS are the
 * handlers'.
 */
import { CfnOutput } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { FunctionEntry } from '../functions/function-entry.ts';
import { DEFAULT, prefixesOf } from '../functions/prefixes.ts';
import type { Settings } from './settings.ts';

/** Made before the functions, since they are told its address. */
export function makeApi(scope: Construct, { stage, domain }: Settings): { api: HttpApi; address: string } {
  const api = new HttpApi(scope, 'Api', {
    apiName: `shenguan-${stage}`,
    createDefaultStage: false,
    disableExecuteApiEndpoint: domain !== null,
  });
  const address = domain ? `https://${domain.name}` : api.apiEndpoint;
  new CfnOutput(scope, 'Address', { value: address });
  return { api, address };
}

export interface RoutesOptions {
  readonly settings: Settings;
  readonly catalog: readonly FunctionEntry[];
  /** By their names in the catalogue. */
  readonly functions: ReadonlyMap<string, Lambda>;
  readonly logGroup: LogGroup;
}

export function makeRoutes(scope: Construct, api: HttpApi, options: RoutesOptions): void {
  const { settings, catalog, functions, logGroup } = options;
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 500, burstLimit: 1000 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup),
      // Neither address nor agent nor query: who it was stands in the records. When it was, the log itself keeps.
      format: AccessLogFormat.custom(
        JSON.stringify({
          requestId: '$context.requestId',
          // The prefix alone: the route stands in the function's own line of the same request.
          prefix: '$context.routeKey',
          status: '$context.status',
          millis: '$context.responseLatency',
          integrationError: '$context.integrationErrorMessage',
        }),
      ),
    },
  });
  if (settings.domain) mapDomain(scope, settings.domain, api, stage);
  const targets = new Map([...functions].map(([name, target]) => [name, integrationOf(name, target)]));
  const route = (id: string, routeKey: HttpRouteKey, name: string): void => {
    const integration = targets.get(name);
    if (!integration) throw new Error(`No function ${name}`);
    new HttpRoute(scope, `Route-${id}`, { httpApi: api, routeKey, integration });
  };
  for (const [prefix, name] of prefixesOf(catalog)) {
    const id = prefix.slice(1) || 'root';
    route(id, HttpRouteKey.with(prefix, HttpMethod.ANY), name);
    // What is below the root is everything.
    if (prefix !== '/') route(`${id}-below`, HttpRouteKey.with(`${prefix}/{proxy+}`, HttpMethod.ANY), name);
  }
  route('default', HttpRouteKey.DEFAULT, DEFAULT);
}

/** One permission for all routes of a function. */
function integrationOf(name: string, target: Lambda): HttpLambdaIntegration {
  return new HttpLambdaIntegration(`To-${name}`, target, { scopePermissionToRoute: false });
}

function mapDomain(
  scope: Construct,
  { name, certificateArn }: { name: string; certificateArn: string },
  api: HttpApi,
  stage: HttpStage,
): void {
  const certificate = Certificate.fromCertificateArn(scope, 'Certificate', certificateArn);
  const domainName = new DomainName(scope, 'Domain', { domainName: name, certificate });
  new ApiMapping(scope, 'Mapping', { api, domainName, stage });
  new CfnOutput(scope, 'DomainTarget', { value: domainName.regionalDomainName });
}
