/** One-time schedules: their group, and the role by which the scheduler may put messages into the wake queue. */

import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { Queues } from './queues.ts';
import type { Settings } from './settings.ts';

export interface Timers {
  readonly group: string;
  readonly role: Role;
}

export function makeTimers(scope: Construct, { stage }: Settings, { wake, dead }: Queues): Timers {
  const group = `shenguan-${stage}-timers`;
  new CfnScheduleGroup(scope, 'TimerGroup', { name: group });
  const role = new Role(scope, 'TimerRole', { assumedBy: schedulerOf(scope, group) });
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [wake.queueArn, dead.queueArn] }));
  return { group, role };
}

/** The scheduler, on behalf of this account's group alone. */
export function schedulerOf(scope: Construct, group: string): ServicePrincipal {
  const { account } = Stack.of(scope);
  const source = groupArn(scope, group);
  return new ServicePrincipal('scheduler.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': source } },
  });
}

/** Making timers of the group, handing the scheduler its role, and sending at once what is due within seconds. */
export function timerStatements(scope: Construct, { group, role }: Timers, { wake }: Queues): PolicyStatement[] {
  const name = Stack.of(scope).formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${group}/*` });
  return [
    new PolicyStatement({ actions: ['scheduler:CreateSchedule'], resources: [name] }),
    new PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [role.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [wake.queueArn] }),
  ];
}

function groupArn(scope: Construct, group: string): string {
  return Stack.of(scope).formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: group });
}
