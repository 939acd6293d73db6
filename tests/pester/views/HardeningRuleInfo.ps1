New-Record HardeningRuleInfo @{
    RuleId = 'organizations-service-administrators'; Severity = 'Informational'; Scope = 'Account'; CanRepair = $true; Title = $long
    Service = 'organizations'; Compliance = @(); Rationale = $long; Remediation = $long; IamActions = @()
}
