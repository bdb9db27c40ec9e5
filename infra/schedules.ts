/** What recurs: the sweep, and the times of day of `functions/timers/schedules.ts`, in Beijing time. */
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { SCHEDULES } from '../functions/timers/schedules.ts';
import type { Functions } from './functions.ts';
import type { Queues } from './queues.ts';
import type { Settings } from './settings.ts';
import { schedulerOf } from './timers.ts';

const SWEEP_MINUTES = 5;

export function makeSchedules(scope: Construct, { stage }: Settings, functions: Functions, { dead }: Queues): void {
  const group = `shenguan-${stage}-recurring`;
  const made = new CfnScheduleGroup(scope, 'RecurringGroup', { name: group });
  const role = new Role(scope, 'RecurringRole', { assumedBy: schedulerOf(scope, group) });
  const called = [functions.sweep.functionArn, functions.schedule.functionArn];
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: called }));
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [dead.queueArn] }));
  const make = (id: string, name: string, expression: string, target: Lambda, input: object, age: number) => {
    const schedule = new CfnSchedule(scope, id, {
      name,
      groupName: group,
      scheduleExpression: expression,
      scheduleExpressionTimezone: 'Asia/Shanghai',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        deadLetterConfig: { arn: dead.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: age, maximumRetryAttempts: 20 },
      },
    });
    schedule.addResourceDependency(made);
  };
  // A sweep that was missed need not be made up: the next one is minutes away.
  make('Sweep', 'sweep', `rate(${SWEEP_MINUTES} minutes)`, functions.sweep, {}, 60 * SWEEP_MINUTES);
  for (const { name, cron } of SCHEDULES) make(`At-${name}`, name, cron, functions.schedule, { name }, 6 * 3600);
}
