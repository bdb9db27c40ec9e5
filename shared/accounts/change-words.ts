/** The words of changes that need a second person (`second-person.ts`): no request of other things loads them. */

/** Why a change needs a second person. */
export const REASONS = {
  role: '授予或收回县政府办公室、纪检监察角色',
  identity: '更改重要账号的登录身份',
  succession: '由其他单位承接其未办结的事项和监管台账',
  type: '单位类型涉及审批局、县政府办公室或纪检监察机关',
  mail: '更改县政府办公室、纪检监察机关的名称或者接收通知的邮箱',
  watching: '由其他单位的管理员设置县政府办公室、纪检监察机关可以登录的账号',
} as const;
export type Reason = keyof typeof REASONS;

/** Who may confirm: an account of the government office, for discipline's own one of discipline. */
export const DECIDERS = { 'government-office': '县政府办公室人员', discipline: '纪检监察人员' } as const;
export type Decider = keyof typeof DECIDERS;
/** The same, and the operator where none of these may. */
export const CONFIRMERS = { ...DECIDERS, operator: '平台运维人员（npm run admin -- confirm 编号）' } as const;
export type Confirmer = keyof typeof CONFIRMERS;
