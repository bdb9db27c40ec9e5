/** The clients that a function which answers people has, made and unused: what its start is measured against. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';

export const clients = [
  DynamoDBDocumentClient.from(new DynamoDBClient({})),
  new SchedulerClient({}),
  new SQSClient({}),
];
export const commands = [GetCommand, PutCommand, QueryCommand, CreateScheduleCommand, SendMessageCommand];
