/** The HTTP API: one route for each of the catalogue's, and one for whatever else is asked for. */
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
import { CATALOG } from '../functions/catalog.ts';
import type { Settings } from './settings.ts';

/** The function that answers 404, 405, and HEAD where there is no route for it. */
const DEFAULT = 'public';

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

export function makeRoutes(
  scope: Construct,
  { domain }: Settings,
  api: HttpApi,
  functions: ReadonlyMap<string, Lambda>,
  logGroup: LogGroup,
): void {
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 500, burstLimit: 1000 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(logGroup),
      // Neither address nor agent nor query: who it was stands in the records.
      format: AccessLogFormat.custom(
        JSON.stringify({
          at: '$context.requestTime',
          requestId: '$context.requestId',
          route: '$context.routeKey',
          status: '$context.status',
          millis: '$context.responseLatency',
          integrationError: '$context.integrationErrorMessage',
        }),
      ),
    },
  });
  if (domain) mapDomain(scope, domain, api, stage);
  for (const { name, routes } of CATALOG) {
    const integration = integrationOf(name, functions);
    for (const { id, method, path } of routes) {
      const methods = method === 'GET' ? [HttpMethod.GET, HttpMethod.HEAD] : [HttpMethod[method]];
      for (const one of methods) {
        const routeKey = HttpRouteKey.with(path, one);
        new HttpRoute(scope, one === HttpMethod.HEAD ? `Head-${id}` : `Route-${id}`, {
          httpApi: api,
          routeKey,
          integration,
        });
      }
    }
  }
  const integration = integrationOf(DEFAULT, functions);
  new HttpRoute(scope, 'Route-default', { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration });
}

const integrations = new WeakMap<Lambda, HttpLambdaIntegration>();

function integrationOf(name: string, functions: ReadonlyMap<string, Lambda>): HttpLambdaIntegration {
  const target = functions.get(name);
  if (!target) throw new Error(`No function ${name}`);
  const made =
    integrations.get(target) ?? new HttpLambdaIntegration(`To-${name}`, target, { scopePermissionToRoute: false });
  integrations.set(target, made);
  return made;
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
