/** The one table, and what a function may do with it. */
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { PROBE_KEY } from '../functions/health/figures.ts';
import { EXPIRES, indexName, KEY, placeAttributes } from '../shared/adapters/dynamodb-table.ts';
import { INDEXES } from '../shared/ports.ts';
import type { Settings } from './settings.ts';

/**
 * On demand, since a county's day has two peaks and a long night. The name is fixed: a table that CloudFormation named
 * could be replaced by an update, with everything in it. One that was restored from a backup is made by the restore;
 * the stack then lets go of its own.
 */
export function makeTable(scope: Construct, { stage, retain, indexes, restoredTable }: Settings): ITable {
  if (restoredTable !== null) return Table.fromTableName(scope, 'RestoredTable', restoredTable);
  const table = new Table(scope, 'Table', {
    tableName: `shenguan-${stage}`,
    partitionKey: { name: KEY, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    timeToLiveAttribute: EXPIRES,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: retain,
    removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  for (const index of INDEXES.slice(0, indexes)) {
    const { partition, sort } = placeAttributes(index);
    table.addGlobalSecondaryIndex({
      indexName: indexName(index),
      partitionKey: { name: partition, type: AttributeType.STRING },
      sortKey: { name: sort, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
  return table;
}

/** Reads by key, and queries of each index by its name. Nothing scans, nothing deletes. */
export function readStatements(table: ITable): PolicyStatement[] {
  return [
    new PolicyStatement({ actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'], resources: [table.tableArn] }),
    new PolicyStatement({
      actions: ['dynamodb:Query'],
      resources: INDEXES.map((index) => `${table.tableArn}/index/${indexName(index)}`),
    }),
  ];
}

/** Conditional puts, alone or in a transaction (which asks for the same right). */
export function writeStatements(table: ITable): PolicyStatement[] {
  return [new PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [table.tableArn] })];
}

/** Puts of the one item that `GET /health` writes, and of no other. */
export function probeStatements(table: ITable): PolicyStatement[] {
  const conditions = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [PROBE_KEY] } };
  return [new PolicyStatement({ actions: ['dynamodb:PutItem'], resources: [table.tableArn], conditions })];
}
