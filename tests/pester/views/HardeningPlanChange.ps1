$rule = . "$PSScriptRoot/SgRule.ps1"
New-Record HardeningPlanChange @{
    ChangeId = '0123456789ab'; ResourceId = 'sg-0123456789abcdef0'; ResourceName = $rule.GroupName; Action = $long; Irreversible = $true
    Cost = 'a'; Owner = 'b'; Risks = [string[]] 'c'
}
