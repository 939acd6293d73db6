New-Record AuditBaselineFact @{
    AccountId = '123456789012'; Region = 'ap-southeast-4'; Service = 'AccessAnalyzer'; Check = 'GlobalTypes'; State = 'Unknown'; Reason = $long
    ResourceId = $long
}
