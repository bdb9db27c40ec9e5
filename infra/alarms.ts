/** What somebody must be told of (each is explained in `docs/operations.md`), and a dashboard of the same figures. */
import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryWidget,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, type LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Queues } from './queues.ts';
import type { Settings } from './settings.ts';

interface Watched {
  readonly id: string;
  readonly metric: IMetric;
  /** More than this is told. */
  readonly above: number;
  /** In so many of the last periods. */
  readonly periods?: number;
  /** What it means that nothing is heard; by default that all is well. */
  readonly silence?: TreatMissingData;
}

const PERIOD = Duration.minutes(5);

export function makeAlarms(
  scope: Construct,
  settings: Settings,
  api: HttpApi,
  queues: Queues,
  logGroup: LogGroup,
): void {
  const topic = new Topic(scope, 'Alarms', { topicName: `shenguan-${settings.stage}-alarms`, enforceSSL: true });
  if (settings.alarmMail) topic.addSubscription(new EmailSubscription(settings.alarmMail));
  const counted = counterOf(scope, settings, logGroup);
  const max = { period: PERIOD, statistic: Stats.MAXIMUM };
  const watched: Watched[] = [
    { id: 'DeadLetters', metric: queues.dead.metricApproximateNumberOfMessagesVisible(max), above: 0 },
    { id: 'QueueAge', metric: queues.wake.metricApproximateAgeOfOldestMessage(max), above: 1800 },
    {
      id: 'SweepFound',
      // Each sweep says what is overdue; three of them that say nothing at all are the worst that there is.
      metric: counted('SweepFound', '{ $.event = "swept" }', { value: '$.overdue', period: Duration.minutes(15) }),
      above: 0,
      silence: TreatMissingData.BREACHING,
    },
    { id: 'TimersUnarmed', metric: counted('TimersUnarmed', '{ $.event = "timer-unarmed" }'), above: 0 },
    {
      id: 'MailParked',
      metric: counted('MailParked', '{ ($.event = "mail-parked") || ($.event = "mail-server-down") }'),
      above: 0,
    },
    { id: 'Faults', metric: counted('Faults', '{ $.event = "fault" || $.event = "schedule-failed" }'), above: 2 },
    {
      id: 'Crashes',
      metric: counted('Crashes', '{ $.type = "platform.report" && $.record.status != "success" }'),
      above: 0,
    },
    { id: 'ServerErrors', metric: api.metricServerError({ period: PERIOD, statistic: Stats.SUM }), above: 5 },
    { id: 'Latency', metric: api.metricLatency({ period: PERIOD, statistic: 'p99' }), above: 3000, periods: 3 },
    { id: 'Throttles', metric: throttles(), above: 0 },
  ];
  for (const { id, metric, above, periods = 1, silence = TreatMissingData.NOT_BREACHING } of watched) {
    const alarm = new Alarm(scope, `Alarm-${id}`, {
      alarmName: `shenguan-${settings.stage}-${id}`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: silence,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }
  const dashboard = new Dashboard(scope, 'Dashboard', { dashboardName: `shenguan-${settings.stage}` });
  dashboard.addWidgets(...watched.map(({ id, metric }) => new GraphWidget({ title: id, left: [metric], width: 8 })));
  dashboard.addWidgets(requestsByRoute(logGroup));
}

/** From the functions' own lines: API Gateway knows the prefix of a path alone. Costs when somebody looks. */
function requestsByRoute({ logGroupName }: LogGroup): LogQueryWidget {
  return new LogQueryWidget({
    title: 'Requests by route',
    width: 24,
    height: 8,
    logGroupNames: [logGroupName],
    queryLines: [
      'filter event = "request"',
      'stats count(*) as requests, sum(status >= 500) as faults, pct(millis, 50) as p50, pct(millis, 99) as p99 by method, route',
      'sort requests desc',
      'limit 50',
    ],
  });
}

/** Counts lines of the functions' log, or sums up what they say (`value`). Without any, a metric costs nothing. */
function counterOf(scope: Construct, { stage }: Settings, logGroup: LogGroup) {
  return (metricName: string, pattern: string, { value = '1', period = PERIOD } = {}): IMetric => {
    const metricNamespace = `ShenGuan/${stage}`;
    new MetricFilter(scope, `Count-${metricName}`, {
      logGroup,
      filterPattern: FilterPattern.literal(pattern),
      metricNamespace,
      metricName,
      metricValue: value,
    });
    return new Metric({ namespace: metricNamespace, metricName, period, statistic: Stats.SUM });
  };
}

/** Of the whole account, since it is the account's concurrency that runs out. */
function throttles(): IMetric {
  return new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', period: PERIOD, statistic: Stats.SUM });
}
