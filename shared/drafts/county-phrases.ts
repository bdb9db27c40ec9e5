/** 常用语 that everybody of a county finds ready: its own, which its bureau's administrator sets, or these. */
import type { County } from '../county.ts';

const PHRASES: readonly string[] = [
  '不属于本单位职责，建议推送至其他单位。',
  '信息不全，请补充后重新推送。',
  '重复推送，本单位已认领同一事项。',
  '经研究，无不同意见。',
  '情况属实，已按要求办理完毕。',
  '正在办理，办结后及时反馈。',
];

export function countyPhrases({ phrases }: Pick<County, 'phrases'>): readonly string[] {
  return phrases ?? PHRASES;
}
