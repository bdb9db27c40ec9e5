/** The real CDK command line against an emulator, with the real stack. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { awsEnvironment, REGION } from './emulators.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

export interface Cdk {
  readonly stack: string;
  /** Writes the template and the bundles. */
  synth(settings: Readonly<Record<string, string>>): Promise<void>;
  bootstrap(): Promise<void>;
  /** Deploys what was written last. Answers the stack's outputs, and what the command said. */
  deploy(): Promise<{ outputs: Record<string, string>; said: string }>;
  destroy(): Promise<void>;
  /** What was written: the stack's template. */
  template(): { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
  /** Where the bundles lie, in folders named `asset.<hash>`. */
  readonly output: string;
  close(): void;
}

/** The command line in a folder of its own, for the stage `dev`. */
export function openCdk(endpoint: string, region = REGION): Cdk {
  const folder = mkdtempSync(join(tmpdir(), 'shenguan-cdk-'));
  const [output, outputs] = [join(folder, 'out'), join(folder, 'outputs.json')];
  const env = {
    ...awsEnvironment(endpoint, region),
    CDK_DEFAULT_ACCOUNT: '000000000000',
    CDK_DEFAULT_REGION: region,
    CDK_HOME: join(folder, 'home'),
    CDK_DISABLE_CLI_TELEMETRY: '1',
    HOME: folder,
    PATH: [dirname(process.execPath), join(ROOT, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter),
  };
  const cdk = async (cwd: string, ...args: string[]): Promise<string> => {
    const program = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
    const options = { cwd, env, timeout: 240_000, maxBuffer: 64 * 1024 * 1024 };
    const { stdout, stderr } = await run(process.execPath, [program, ...args], options);
    return `${stdout}${stderr}`;
  };
  const stack = 'ShenGuan-dev';
  return {
    stack,
    output,
    synth: async (settings) => {
      const context = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      await cdk(ROOT, 'synth', '-q', '-o', output, ...context);
    },
    bootstrap: async () => void (await cdk(folder, 'bootstrap', `aws://000000000000/${region}`)),
    deploy: async () => {
      const options = ['--require-approval', 'never', '--method', 'direct', '--outputs-file', outputs];
      const said = await cdk(folder, 'deploy', '--app', output, ...options);
      const written = JSON.parse(readFileSync(outputs, 'utf8')) as Record<string, Record<string, string>>;
      return { outputs: written[stack] ?? {}, said };
    },
    destroy: async () => void (await cdk(folder, 'destroy', '--app', output, '--force')),
    template: () => JSON.parse(readFileSync(join(output, `${stack}.template.json`), 'utf8')),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
