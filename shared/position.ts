/** What an organisation thinks of what it was asked, in letters and in reports of meetings and surveys. */
export const POSITIONS = {
  agree: '同意',
  'agree-with-changes': '修改后同意',
  object: '不同意',
  'no-comment': '无意见',
  'not-ours': '不属本单位职责',
} as const;
