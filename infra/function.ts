/** How a function is made: bundle, role, log. One for each entry in `functions/entries/`. */
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  type ICommandHooks,
  LogLevel,
  NodejsFunction,
  OutputFormat,
  SourceMapMode,
} from 'aws-cdk-lib/aws-lambda-nodejs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Settings } from './settings.ts';

export const ROOT = join(import.meta.dirname, '..');

/**
 * CommonJS starts faster than ESM. The clients are in the bundle: those of the runtime are older and load as a whole.
 * `import.meta` is empty in CommonJS; who asks for it says what holds instead.
 */
export const BUNDLING = {
  format: OutputFormat.CJS,
  target: 'node24',
  minify: true,
  sourceMap: true,
  sourcesContent: false,
  mainFields: ['module', 'main'],
  externalModules: [],
  esbuildArgs: { '--log-override:empty-import-meta': 'silent' },
};

export interface FunctionOptions {
  /** Its file in `functions/entries/`. */
  readonly name: string;
  readonly settings: Settings;
  readonly logGroup: LogGroup;
  readonly statements: readonly PolicyStatement[];
  readonly environment: Record<string, string>;
  readonly timeout: Duration;
  /** MB; the processor grows with it. */
  readonly memory: number;
  /** Files that lie beside the bundle, by path from the root. */
  readonly files?: readonly BesideBundle[];
}

export interface BesideBundle {
  readonly from: string;
  readonly name: string;
}

export function makeFunction(scope: Construct, id: string, options: FunctionOptions): NodejsFunction {
  const { name, settings, logGroup, statements, environment, timeout, memory } = options;
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logGroup.grantWrite(role);
  for (const statement of statements) role.addToPolicy(statement);
  return new NodejsFunction(scope, id, {
    functionName: `shenguan-${settings.stage}-${name}`,
    entry: join(ROOT, 'functions', 'entries', `${name}.ts`),
    projectRoot: ROOT,
    depsLockFilePath: join(ROOT, 'package-lock.json'),
    runtime: Runtime.NODEJS_24_X,
    architecture: settings.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
    memorySize: memory,
    timeout,
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
    bundling: {
      ...BUNDLING,
      sourceMapMode: SourceMapMode.DEFAULT,
      logLevel: LogLevel.WARNING,
      commandHooks: copying(options.files ?? []),
    },
  });
}

function copying(files: readonly BesideBundle[]): ICommandHooks {
  return {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (from, to) => files.map((file) => `cp "${join(from, file.from)}" "${join(to, file.name)}"`),
  };
}

export const API_TIMEOUT = Duration.seconds(29);
