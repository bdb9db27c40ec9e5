/** The clients that a function which answers people has, made and unused: what its start is measured against. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';

const table = new DynamoDBClient({});
export const clients = [table, DynamoDBDocumentClient.from(table), new SchedulerClient({}), new SQSClient({})];
export const commands = [
  ...[GetCommand, BatchGetCommand, PutCommand, QueryCommand, TransactWriteCommand],
  ...[CreateScheduleCommand, SendMessageCommand],
];
