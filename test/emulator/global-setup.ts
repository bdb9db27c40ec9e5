/** Starts both emulators once for a run of the emulator tests. */
import type { TestProject } from 'vitest/node';
import { awsEnvironment, startDynamoDbLocal, startMinistack } from './emulators.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    dynamoDbLocal: string;
    ministack: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [dynamoDbLocal, ministack] = await Promise.all([startDynamoDbLocal(), startMinistack()]);
  Object.assign(process.env, awsEnvironment(ministack.endpoint));
  project.provide('dynamoDbLocal', dynamoDbLocal.endpoint);
  project.provide('ministack', ministack.endpoint);
  return async () => void (await Promise.all([dynamoDbLocal.stop(), ministack.stop()]));
}
