/** Somebody is told when what recurs does not run, and every alarm has a runbook. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flat, synth } from './synth.ts';

const prod = synth({ stage: 'prod' });
const alarms = prod.ofType('AWS::CloudWatch::Alarm');
const names = alarms.map(({ Properties }) => Properties.AlarmName.replace('shenguan-prod-', ''));

/** The first cells of the rows that a guide's first table has, but for its heading. */
function rowsOf(guide: string): string[] {
  const text = readFileSync(new URL(`../../docs/${guide}`, import.meta.url), 'utf8');
  const [table = ''] = text.match(/(?:^\|.*\n)+/m) ?? [];
  return [...table.matchAll(/^\| (\w+) \|/gm)].flatMap(([, name]) => (name && /^[A-Z]/.test(name) ? [name] : []));
}

describe('alarms', () => {
  it.each(['operations.md', 'operations.zh-CN.md'])('each have a runbook in %s, which has no other', (guide) => {
    expect(rowsOf(guide).sort()).toEqual([...names].sort());
  });

  it('hear of a sweep that says nothing, and of marks that are missing', () => {
    const found = alarms.find(({ Properties }) => Properties.AlarmName === 'shenguan-prod-SweepFound');
    expect(found?.Properties).toMatchObject({
      TreatMissingData: 'breaching',
      Period: 900,
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
    });
    const [filter] = prod
      .ofType('AWS::Logs::MetricFilter')
      .filter(({ Properties }) => Properties.FilterPattern.includes('"swept"'));
    expect(filter?.Properties.MetricTransformations[0]).toMatchObject({
      MetricName: 'SweepFound',
      MetricValue: '$.overdue',
    });
    expect(alarms.filter(({ Properties }) => Properties.TreatMissingData === 'breaching')).toHaveLength(1);
  });
});

describe('calls for which nobody waits', () => {
  it.each([
    ['Timedsweep', 0],
    ['Timedschedule', 2],
  ])('%s: what Lambda gives up is kept', (id, retries) => {
    const [config] = prod
      .ofType('AWS::Lambda::EventInvokeConfig')
      .filter(({ Properties }) => flat(Properties.FunctionName).startsWith(`{${id}`));
    expect(config?.Properties.MaximumRetryAttempts).toBe(retries);
    expect(flat(config?.Properties.DestinationConfig.OnFailure.Destination)).toMatch(/^\{DeadLetters\w+\.Arn\}$/);
  });
});
