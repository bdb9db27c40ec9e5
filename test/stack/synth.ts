/** The stack as a template, without bundling anything. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { FunctionEntry } from '../../functions/function-entry.ts';
import { settingsOf } from '../../infra/settings.ts';
import { PlatformStack } from '../../infra/stack.ts';

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into templates of every shape
  Properties: any;
  DeletionPolicy?: string;
}

const CONTEXT = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')).context as object;

export const ISSUER = {
  issuer: 'https://id.example.gov.cn',
  audience: 'shenguan',
  jwksUri: 'https://id.example.gov.cn/jwks',
};

/** The stack with an issuer and, for `prod`, with who is told of alarms; `''` takes a setting away. */
export function synth(settings: Record<string, string> = {}, catalog?: readonly FunctionEntry[], region?: string) {
  const alarmMail = settings.stage === 'prod' ? { alarmMail: 'ops@gx.gov.cn' } : {};
  const context = { ...CONTEXT, ...ISSUER, ...alarmMail, 'aws:cdk:bundling-stacks': [], ...settings };
  const outdir = mkdtempSync(join(tmpdir(), 'shenguan-synth-'));
  const app = new App({ context, outdir, analyticsReporting: false });
  const stack = new PlatformStack(app, 'Stack', { settings: settingsOf(app.node, region), catalog });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const template = Template.fromStack(stack);
  const json = template.toJSON() as {
    Resources: Record<string, Resource>;
    Outputs?: Record<string, { Value: unknown }>;
  };
  const resources = Object.entries(json.Resources).map(([id, resource]) => ({ id, ...resource }));
  const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as {
    pluginReports: { conclusion: string; violations: unknown[] }[];
  };
  rmSync(outdir, { recursive: true, force: true });
  return { template, json, resources, report, ofType: (type: string) => resources.filter((one) => one.Type === type) };
}

/** A value of a template as one text: references by their ids. */
export function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = (value ?? {}) as Record<string, unknown>;
  if (typeof Ref === 'string') return `{${Ref}}`;
  if (Array.isArray(attribute)) return `{${attribute.join('.')}}`;
  if (Array.isArray(join)) return (join[1] as unknown[]).map(flat).join(join[0] as string);
  return JSON.stringify(value);
}
