New-Record AuditBaselineItem @{
    AccountId = '123456789012'; Region = 'ap-southeast-4'; Service = 'AccessAnalyzer'; ResourceType = 'AWS::AccessAnalyzer::Analyzer'
    ResourceId = $long; Status = 'Unchanged'; Detail = $long; ChangeId = '0123456789ab'
}
