/** What `cdk` runs. */
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { settingsOf, WrongSetting } from './settings.ts';
import { PlatformStack } from './stack.ts';

try {
  makeApp();
} catch (error) {
  if (!(error instanceof WrongSetting)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}

function makeApp(): void {
  const app = new App();
  const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
  const settings = settingsOf(app.node, region);
  new PlatformStack(app, `ShenGuan-${settings.stage}`, { settings, env: { account, region } });
  Tags.of(app).add('project', 'shenguan');
  Tags.of(app).add('stage', settings.stage);
  Tags.of(app).add('jurisdiction', settings.jurisdiction);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
