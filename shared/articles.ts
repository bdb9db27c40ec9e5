/**
 * The articles of the measures by the numbers that the platform knows them by, each with what it is about in the
 * platform's own words. `regulation.places` says where it stands in a county's measures, `regulation.articles` what it
 * says there.
 */
export const ARTICLES: Readonly<Record<string, string>> = {
  '2': '审管互动',
  '4': '审管职责边界清单',
  '5': '审批职责、指导事项',
  '6': '监管职责、标准',
  '7': '执法职责',
  '8': '互动格局',
  '9': '边界清单的调整',
  '10': '政策文件征求意见',
  '11': '事前业务指导',
  '12': '专业把关、书面意见',
  '13': '审批结果同步认定、证照配发',
  '14': '审批专家库、联合踏勘和评审',
  '15': '平台支撑、业务培训',
  '16': '平台账号和权限',
  '17': '推送和认领',
  '17(1)': '审批信息和风险点的推送、认领',
  '17(2)': '监管处理信息的推送、认领',
  '17(3)': '工程建设项目审批系统等的推送',
  '18': '自建系统信息共享',
  '19': '信用信息',
  '19(1)': '信用查询、联合奖惩、七个工作日内推送',
  '19(2)': '告知承诺',
  '20': '文件抄送、事项调整函告',
  '21': '审管问题的处理',
  '22': '统一审管标准',
  '23': '信息认领定期通报',
  '24': '责任追究',
  '25': '政府办公室统筹',
  '26': '以前的规定',
};
