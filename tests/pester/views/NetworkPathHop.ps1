New-Record NetworkPathHop @{
    Component = 'network interface'; ResourceId = 'acl-0123456789abcdef0'; RuleId = 'sgr-0123456789abcdef0'; IsReply = $true; Verdict = 'Unknown'
    Traffic = 'tcp 80'; Reason = $long
}
