$planned = . "$PSScriptRoot/HardeningPlanChange.ps1"
New-Record HardeningPlan @{
    PlanId = '0123456789ab'; AccountId = '111122223333'; Region = 'ap-southeast-4'; ExpiresAt = [datetimeoffset] '2026-11-29T00:17:00Z'
    Changes = [AwsHardening.HardeningPlanChange[]] @($planned)
}
