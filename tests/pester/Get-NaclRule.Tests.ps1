BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $session = Connect-AwsHardening -Sandbox Fnd203
    $made = New-IsolationNacl PoCProtectionAZ1 'Proof of Concept Public Subnet in AZ1' -Deny 10.250.128.0/24 -RuleNumber 50
}

AfterAll { Disconnect-AwsHardening }

Describe 'Get-NaclRule' {
    It 'lists every entry, and what is never reached' {
        $rules = Get-NaclRule
        $rules | Should -BeOfType AwsHardening.NaclRule
        @($rules.NaclId | Sort-Object -Unique) | Should -HaveCount 4
        $last = $rules | Where-Object { $_.IsDefault -and $_.RuleNumber -eq 32767 }
        $last | Should -HaveCount 6
        $last.Reached | Should -Not -Contain $true
        $last | ForEach-Object { $_.DecidedBy | Should -Be 100 }
    }

    It 'has the columns of Get-SgRule where they apply' {
        $rule = Get-NaclRule -NaclId $made.NaclId -Direction Egress -Action Deny | Where-Object RuleNumber -EQ 50
        $rule.Source | Should -BeExactly '10.250.128.0/24'
        $rule.Protocol | Should -BeExactly 'all'
        $rule.Ports | Should -BeExactly 'all'
        $rule.AddressCount | Should -Be 256
        $rule.InUseCount | Should -Be 1
        $rule.OpenToWorld | Should -BeFalse
        $rule.OpenToVpc | Should -BeFalse
        $rule.NaclName | Should -BeExactly 'PoCProtectionAZ1'
        $rule.SubnetNames | Should -Be 'Proof of Concept Public Subnet in AZ1'
        $rule.AccountId | Should -Match '^\d{12}$'
        $open = Get-NaclRule -NaclId $made.NaclId -Action Allow
        $open.OpenToWorld | Should -Be $true, $true
        $open | Where-Object Direction -EQ Egress | ForEach-Object { $_.DecidedBy | Should -Be 50 }
    }

    It 'takes filters, and wildcards' {
        (Get-NaclRule -NaclName PoC*).NaclId | Sort-Object -Unique | Should -Be $made.NaclId
        (Get-NaclRule -SubnetId $made.SubnetIds).NaclId | Sort-Object -Unique | Should -Be $made.NaclId
        (Get-NaclRule -VpcId $made.VpcId).NaclId | Sort-Object -Unique | Should -HaveCount 2
        Get-NaclRule -NaclId 'acl-nothing*' | Should -BeNullOrEmpty
        Get-NaclRule -Protocol tcp | Should -BeNullOrEmpty
        Get-NaclRule -Port 22 -NaclId $made.NaclId | Should -HaveCount 5
    }

    It 'takes records from the pipeline by property name' {
        $made | Get-NaclRule | Should -HaveCount 5
        Get-NaclRule -NaclId $made.NaclId | Select-Object -First 1 | Get-NaclRule | Should -HaveCount 5
        [pscustomobject] @{ SubnetId = $made.SubnetIds[0] } | Get-NaclRule | Should -HaveCount 5
    }

    It 'reports what is not there, and goes on' {
        $rules = Get-NaclRule -NaclId acl-0123456789abcdef0, $made.NaclId -ErrorAction SilentlyContinue -ErrorVariable problem
        $rules | Should -HaveCount 5
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'NetworkAclNotFound,*'
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        { Get-NaclRule -SubnetId subnet-0123456789abcdef0 -ErrorAction Stop } | Should -Throw -ErrorId 'SubnetNotFound*'
        { Get-NaclRule -Protocol nonsense -ErrorAction Stop } | Should -Throw -ErrorId 'ProtocolInvalid*'
    }

    It 'completes ids that were read' {
        $null = Get-NaclRule
        (Complete 'Get-NaclRule -NaclId acl-').CompletionText | Should -Contain $made.NaclId
        (Complete 'Get-NaclRule -SubnetId subnet-').CompletionText | Should -Contain $made.SubnetIds[0]
    }

    It 'shows a table with the number as the console does' {
        $text = Get-NaclRule -NaclId $made.NaclId -Direction Egress | Out-String -Width 120
        $text | Should -Match ([regex]::Escape("PoCProtectionAZ1 ($($made.NaclId)) in $($made.VpcId)"))
        $text | Should -Match 'of Proof of Concept Public\s+Subnet in AZ1'
        $text | Should -Match 'never reached: 50, 100'
        $text | Should -Match '\s\*\s'
    }
}
