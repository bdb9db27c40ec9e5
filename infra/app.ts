/** What `cdk` runs. */
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { settingsOf } from './settings.ts';
import { PlatformStack } from './stack.ts';

const app = new App();
const settings = settingsOf(app.node);
new PlatformStack(app, `ShenGuan-${settings.stage}`, {
  settings,
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION },
});
Tags.of(app).add('project', 'shenguan');
Tags.of(app).add('stage', settings.stage);
Tags.of(app).add('jurisdiction', settings.jurisdiction);
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
