/** How a function is made: bundle, role, log. */
import { join } from 'node:path';
import { AssetHashType, Duration } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, LoggingFormat, Runtime, SystemLogLevel } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type BesideBundle, bundle, ROOT } from './bundle.ts';
import type { Settings } from './settings.ts';

const RUNTIME = Runtime.NODEJS_24_X;
const ENTRIES = join(ROOT, 'functions', 'entries');

export interface FunctionOptions {
  /** Its name in the catalogue, or that of its file in `functions/entries/`. */
  readonly name: string;
  readonly settings: Settings;
  readonly logGroup: LogGroup;
  readonly statements: readonly PolicyStatement[];
  readonly environment: Record<string, string>;
  readonly timeout: Duration;
  /** MB; the processor grows with it. */
  readonly memory: number;
  readonly files?: readonly BesideBundle[];
}

export function makeFunction(scope: Construct, id: string, options: FunctionOptions): Lambda {
  const { name, settings, logGroup, statements, environment, timeout, memory } = options;
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  for (const statement of statements) role.addToPolicy(statement);
  return new Lambda(scope, id, {
    functionName: `shenguan-${settings.stage}-${name}`,
    code: bundled(name, options.files ?? []),
    handler: 'index.handler',
    runtime: RUNTIME,
    architecture: settings.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
    memorySize: memory,
    timeout,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    // Each request has a line of its own: Lambda's, of a start and an end that went well, cost as much again.
    systemLogLevelV2: SystemLogLevel.WARN,
    environment,
  });
}

/** The bundle with the files beside it. It is made here, whatever the machine has: the image is never asked for. */
function bundled(name: string, files: readonly BesideBundle[]): Code {
  const tryBundle = (folder: string): boolean => {
    bundle(name, folder, files);
    return true;
  };
  return Code.fromAsset(ENTRIES, {
    assetHashType: AssetHashType.OUTPUT,
    // Assets of the same options are taken for the same one: the command, which is never run, tells them apart.
    bundling: { image: RUNTIME.bundlingImage, command: [name], local: { tryBundle } },
  });
}

export const API_TIMEOUT = Duration.seconds(29);
