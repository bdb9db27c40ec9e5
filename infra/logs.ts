/** Two log groups: one for all functions (each writes its own streams), one for the API's accesses. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

export interface Logs {
  readonly functions: LogGroup;
  readonly access: LogGroup;
}

export function makeLogs(scope: Construct, { stage, retain, logDays }: Settings): Logs {
  const make = (id: string, logGroupName: string): LogGroup =>
    new LogGroup(scope, id, {
      logGroupName,
      retention: logDays,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  return {
    functions: make('FunctionLogs', `/shenguan/${stage}/functions`),
    // Groups of this prefix do not fill up the account's one policy for API Gateway.
    access: make('AccessLogs', `/aws/vendedlogs/shenguan/${stage}/access`),
  };
}
