$rule = . "$PSScriptRoot/SgRule.ps1"
$surface = New-Record AttackSurface @{ Interfaces = 12345; Ports = 123456; Size = [bigint]::Pow(2, 40); IsCertain = $true }
New-Record AdminIngress @{
    AccountId = '111122223333'; Region = 'us-east-1'; GroupId = $rule.GroupId; GroupName = $rule.GroupName; VpcId = $rule.VpcId
    RuleId = $rule.RuleId; Protocol = 'icmpv6'; Ports = '10000-65535'; Source = '2001:0db8:1234:5678:9abc:def0::/96'
    Closed = [string[]] ('tcp 22 from 2001:0db8:1234:5678:9abc:def0::/96', 'tcp 3389 from 0.0.0.0/0')
    Kept = [string[]] ('tcp 23-3388 from 2001:0db8:1234:5678:9abc:def0::/96', 'tcp 3390-65535 from 0.0.0.0/0')
    NewRuleIds = [string[]] @(); InstanceIds = [string[]] @(); SurfaceBefore = $surface; SurfaceAfter = $surface
    Status = 'Changed'; ChangeId = '0123456789ab'
}
