/** What a deployment is refused for: whatever the functions would stumble over at their start is said before. */
import { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { settingsOf, WrongSetting } from '../../infra/settings.ts';

const DEV = { stage: 'dev', stages: { dev: {} }, jurisdiction: '371525', architecture: 'arm64' };

function settings(said: Record<string, string>) {
  return settingsOf(new App({ context: { ...DEV, ...said }, analyticsReporting: false }).node, 'ap-southeast-1');
}

test.each([
  [{ fileMegabytes: '5001' }, '1 to 5000'],
  [{ fileMegabytes: '0' }, '1 to 5000'],
  [{ fileTypes: 'pdf,exe' }, 'exe'],
  [{ sessionMinutes: '14' }, '15 to 720'],
  [{ sessionMinutes: 'abc' }, '15 to 720'],
  [{ sessionHours: '25' }, '1 to 24'],
])('%j', (said, named) => {
  expect(() => settings(said)).toThrow(WrongSetting);
  expect(() => settings(said)).toThrow(named);
});

test('files and sessions as the functions take them', () => {
  const usual = { fileMegabytes: '', fileTypes: '', sessionMinutes: '', sessionHours: '' };
  expect(settings({})).toMatchObject(usual);
  const said = { fileMegabytes: '5000', fileTypes: 'pdf,ofd', sessionMinutes: '30', sessionHours: '8' };
  expect(settings(said)).toMatchObject(said);
});
