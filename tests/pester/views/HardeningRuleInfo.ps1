New-Record HardeningRuleInfo @{
    RuleId = 'organizations-service-administrators'; Severity = 'Informational'; Scope = 'Account'; CanRepair = $true; Title = $long
    Service = 'organizations'; Compliance = [string[]] @(); Rationale = $long; Remediation = $long; IamActions = [string[]] @()
}
