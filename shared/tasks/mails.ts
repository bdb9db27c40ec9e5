/** What is told of a task, to the bureau. */
import { arrivalIn } from '../mail/words.ts';

export const mails = {
  arrival: arrivalIn({
    while: ['open'],
    what: '新的审批处理任务待办理',
    todo: '监管处理信息可能影响行政许可，请登录平台对该许可作出处理（维持、变更、撤回、撤销或注销），结果将自动反馈报送单位。',
    article: '17(2)',
  }),
};
