/** The clients that a function which answers people has, made and unused: what its start is measured against. */
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

export const clients = [new DynamoDBClient({}), new SchedulerClient({}), new SQSClient({})];
export const commands = [
  ...[GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand],
  ...[CreateScheduleCommand, SendMessageCommand],
];
